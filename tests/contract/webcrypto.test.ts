import { describeSigning } from './signing.suite.ts';

describeSigning('Node');

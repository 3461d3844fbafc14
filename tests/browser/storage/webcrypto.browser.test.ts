import { describeSigning } from '../../contract/signing.suite.ts';

describeSigning('Chromium');

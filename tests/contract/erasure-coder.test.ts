import { createNodeCoder } from '../fixtures/node-coder.ts';
import { describeErasureCoder } from './erasure-coder.suite.ts';

describeErasureCoder('WebAssembly', () => Promise.resolve(createNodeCoder()));

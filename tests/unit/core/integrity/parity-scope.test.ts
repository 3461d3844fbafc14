import { expect, it } from 'vitest';
import {
  outermost,
  protectedBy,
  withCollection,
} from '../../../../src/core/integrity/parity-scope.ts';

const OFF = { parityPercent: 0, parityCollections: null };
const ALL = { parityPercent: 20, parityCollections: null };

it('P5: the first collection that is chosen turns parity on, for it alone; the last turns it off', () => {
  const one = withCollection(OFF, 'a', true);
  expect(one).toEqual({ parityPercent: 10, parityCollections: ['a'] });
  const two = withCollection(one, 'b/c', true);
  expect(two).toEqual({ parityPercent: 10, parityCollections: ['a', 'b/c'] });
  expect(withCollection(two, 'a', true).parityCollections).toEqual(['b/c', 'a']);
  expect(withCollection(two, 'a', false).parityCollections).toEqual(['b/c']);
  expect(withCollection(one, 'a', false)).toEqual(OFF);
});

it('P5: choices of before parity was turned off are not taken up again', () => {
  const before = { parityPercent: 0, parityCollections: ['a'] };
  expect(withCollection(before, 'b', true).parityCollections).toEqual(['b']);
});

it('P5: where all of the drive has parity, a collection changes nothing', () => {
  expect(withCollection(ALL, 'a', true)).toEqual(ALL);
  expect(withCollection(ALL, 'a', false)).toEqual(ALL);
});

it('P5: what lies below a chosen collection is protected by it, and a name that begins alike is not', () => {
  const scope = { parityPercent: 10, parityCollections: ['a/b'] };
  expect(protectedBy(scope, 'a/b')).toBe('a/b');
  expect(protectedBy(scope, 'a/b/c/d')).toBe('a/b');
  expect(protectedBy(scope, 'a/bc')).toBeNull();
  expect(protectedBy(scope, 'a')).toBeNull();
  expect(protectedBy(ALL, 'a')).toBe('');
  expect(protectedBy(OFF, 'a')).toBeNull();
  expect(protectedBy({ ...scope, parityPercent: 0 }, 'a/b')).toBeNull();
});

it('P5: a collection below another chosen one does not cost twice', () => {
  expect(outermost(['a', 'a/b', 'ab', 'c/d', 'c/d/e/f'])).toEqual(['a', 'ab', 'c/d']);
});

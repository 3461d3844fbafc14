import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathGiver, portableName } from '../../../../src/core/exports/portable-name.ts';

const seed = Number(process.env['HM_SEED'] ?? 20_261_121);

describe('portableName', () => {
  it.each([
    ['IMG 1.jpg', 'IMG 1.jpg'],
    ['a<b>:"c|d?*.png', 'a_b___c_d__.png'],
    ['ends with dots...', 'ends with dots'],
    ['con.jpg', '_con.jpg'],
    ['LPT1', '_LPT1'],
    ['com².txt', '_com².txt'],
    ['console.jpg', 'console.jpg'],
    ['???', '___'],
    ['...', '_'],
    ['été 🏖.heic', 'été 🏖.heic'],
  ])('%j becomes %j', (name, wanted) => {
    expect(portableName(name)).toBe(wanted);
  });

  it('keeps the extension of a name that is too long', () => {
    const name = portableName(`${'ü'.repeat(300)}.jpeg`);
    expect(name.endsWith('ü.jpeg')).toBe(true);
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(240);
  });

  it(`is a name that every file system takes, and stays as it is then (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const made = portableName(name);
        expect(made).not.toMatch(/[<>:"/\\|?*]|[. ]$|^$/);
        expect(portableName(made)).toBe(made);
      }),
      { seed },
    );
  });
});

describe('createPathGiver', () => {
  it('numbers what was given out before, whatever the case, before the extension', () => {
    const give = createPathGiver();
    expect(['a/x.jpg', 'a/X.JPG', 'a/x.jpg', 'b/x.jpg', 'a/x (2).jpg'].map(give)).toEqual([
      'a/x.jpg',
      'a/X (2).JPG',
      'a/x (3).jpg',
      'b/x.jpg',
      'a/x (2) (2).jpg',
    ]);
  });

  it(`never gives a path twice (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a.jpg', 'A.jpg', 'a (2).jpg', 'a (3).jpg', 'a')),
        (paths) => {
          const give = createPathGiver();
          const given = paths.map((path) => give(path).toLowerCase());
          expect(new Set(given).size).toBe(given.length);
        },
      ),
      { seed },
    );
  });
});

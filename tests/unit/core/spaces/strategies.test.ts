import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plain } from '../../../../src/core/base/plain.ts';
import { nextVersion } from '../../../../src/core/spaces/change.ts';
import { hasSeen } from '../../../../src/core/spaces/heads.ts';
import { createHlc } from '../../../../src/core/spaces/hlc.ts';
import { compareStamps, ownStamp } from '../../../../src/core/spaces/stamp.ts';
import { CONFLICT_STRATEGIES, viewOf } from '../../../../src/core/spaces/strategies.ts';
import type { UnsignedVersion, Version } from '../../../../src/core/spaces/version.ts';
import { histories, insertAll } from './history-kit.ts';
import { pretendToSign, SPACE, testAuthor, testVersion } from './space-kit.ts';

const SEED = 20261121;
const [a, b, c] = [testAuthor(0), testAuthor(1), testAuthor(2)];

const base = testVersion({
  author: a,
  body: { name: 'beach.jpg', title: null, tags: ['old', 'sea'] },
});
/** A version by `author` at `ms` which writes `patch` over `heads`. */
const write = (
  author: typeof a,
  ms: number,
  patch: UnsignedVersion['body'],
  heads: readonly Version[] = [base],
): Version =>
  pretendToSign(
    nextVersion({
      space: SPACE,
      kind: 'collection',
      entity: 'entity',
      author,
      counter: author === a ? 2 : 1,
      hlc: createHlc(ms, 0),
      heads,
      patch: patch ?? {},
    }),
  );
const purged = (author: typeof a, ms: number): Version =>
  testVersion({
    author,
    counter: 9,
    vector: { [a]: 1 },
    hlc: createHlc(ms, 0),
    body: null,
    tombstone: 'purged',
  });

describe('views of heads', () => {
  it('V6 show a single head as it is, whatever the strategy, and nothing of none', () => {
    for (const strategy of CONFLICT_STRATEGIES) {
      const view = viewOf([base], strategy);
      expect(view).toMatchObject({ fields: base.body, tombstone: null, conflict: false });
      expect(view).toMatchObject({ twins: [], united: [] });
      expect(viewOf([], strategy)).toBeNull();
    }
  });

  it('V7 last_write_wins shows the head that is latest by clock, then author', () => {
    const early = write(c, 2_000, { title: 'early' });
    const late = write(b, 2_001, { title: 'late' });
    expect(viewOf([early, late], 'last_write_wins')?.fields['title']).toBe('late');
    expect(viewOf([late, early], 'last_write_wins')?.conflict).toBe(true);
    const [low, high] = [b, c].sort();
    const same = [b, c].map((author) => write(author, 2_000, { title: author }));
    expect(viewOf(same, 'last_write_wins')?.fields['title']).toBe(high);
    expect(low).not.toBe(high);
  });

  it('V7 last_write_wins shows an entity as gone only where taking it away was the latest', () => {
    const edit = write(b, 2_000, { title: 'kept' });
    const after = viewOf([edit, purged(c, 3_000)], 'last_write_wins');
    expect(after).toMatchObject({ tombstone: 'purged', fields: {} });
    const before = viewOf([edit, purged(c, 1_500)], 'last_write_wins');
    expect(before).toMatchObject({ tombstone: null, fields: { title: 'kept' } });
  });

  it.each(['merge_metadata', 'version_both', 'manual'] as const)(
    'V8 %s keeps what someone edited without knowing that it was taken away',
    (strategy) => {
      const edit = write(b, 2_000, { title: 'kept' });
      const view = viewOf([edit, purged(c, 3_000)], strategy);
      expect(view).toMatchObject({ tombstone: null, conflict: true });
      expect(view?.fields['title']).toBe('kept');
      expect(viewOf([purged(c, 3_000)], strategy)).toMatchObject({ tombstone: 'purged' });
    },
  );

  it('V9 merge_metadata takes each field from its latest write and unites tags', () => {
    const one = write(b, 2_000, { title: 'Sea', tags: ['old', 'sea', 'blue'] });
    const other = write(c, 3_000, { name: 'b.jpg', tags: ['sea', 'sun'] });
    const view = viewOf([one, other], 'merge_metadata');
    expect(view?.fields).toEqual({
      name: 'b.jpg',
      title: 'Sea',
      tags: ['blue', 'old', 'sea', 'sun'],
    });
    expect(view?.united).toEqual(['tags']);
    expect(view?.stamps['title']).toEqual(ownStamp(one));
    expect(view?.stamps['name']).toEqual(ownStamp(other));
  });

  it('V9 merge_metadata unites descriptors by name, the latest weight first', () => {
    const one = write(b, 2_000, {
      descriptors: [
        { name: 'sky', weight: 0.1 },
        { name: 'sea', weight: 0.2 },
      ],
    });
    const other = write(c, 3_000, { descriptors: [{ name: 'sky', weight: 0.9 }] });
    expect(viewOf([other, one], 'merge_metadata')?.fields['descriptors']).toEqual([
      { name: 'sea', weight: 0.2 },
      { name: 'sky', weight: 0.9 },
    ]);
  });

  it('V10 merge_metadata does not bring back a tag that one removed while another edited a title', () => {
    const removed = write(b, 2_000, { tags: ['sea'] });
    const titled = write(c, 3_000, { title: 'Sea' });
    expect(viewOf([removed, titled], 'merge_metadata')?.fields).toEqual({
      name: 'beach.jpg',
      title: 'Sea',
      tags: ['sea'],
    });
  });

  it('V10 merge_metadata believes who saw a write rather than the clock', () => {
    const ahead = write(b, 9_000, { title: 'from a clock that is ahead' });
    const replaced = write(c, 3_000, { title: 'seen and replaced' }, [ahead]);
    const beside = write(a, 2_500, { name: 'c.jpg' }, [ahead]);
    const view = viewOf([replaced, beside], 'merge_metadata');
    expect(view?.fields['title']).toBe('seen and replaced');
  });

  it('V11 version_both shows the older heads beside the latest, their names marked', () => {
    const heads = [
      write(b, 4_000, { name: 'new.jpg' }),
      write(c, 3_000, { name: 'older.tar.gz' }),
      write(a, 2_000, { name: '.hidden' }),
    ];
    const view = viewOf(heads, 'version_both');
    expect(view?.fields['name']).toBe('new.jpg');
    const names = view?.twins.map((twin) => twin.fields['name']);
    expect(names).toEqual(['older.tar_local.gz', '.hidden_local_2']);
  });

  it('V12 manual shows the latest head and says that there are others', () => {
    const heads = [write(b, 2_000, { title: 'x' }), write(c, 3_000, { title: 'y' })];
    expect(viewOf(heads, 'manual')).toMatchObject({
      fields: { title: 'y' },
      conflict: true,
      twins: [],
    });
  });

  it('V13 a change over all heads settles them and keeps what the merge showed', () => {
    const heads = [write(b, 2_000, { tags: ['b'] }), write(c, 3_000, { title: 'c' })];
    const settled = write(a, 4_000, { rating: 5 }, heads);
    expect(insertAll(heads, [settled])).toEqual([settled]);
    expect(settled.body).toEqual({ name: 'beach.jpg', tags: ['b'], title: 'c', rating: 5 });
    expect(settled.stamps).toEqual({
      name: ownStamp(base),
      tags: ownStamp(heads[0] ?? base),
      title: ownStamp(heads[1] ?? base),
    });
  });

  it('V13 a change bears a clock later than all that it replaces', () => {
    const ahead = write(b, 9_000, { title: 'x' });
    expect(write(c, 3_000, { title: 'y' }, [ahead]).hlc).toBe(createHlc(9_000, 1));
  });

  it('V14 merge_metadata shows for each field a write that no other write of it has seen, all tags of such', () => {
    fc.assert(
      fc.property(histories(false), ({ versions }) => {
        const view = viewOf(insertAll([], versions), 'merge_metadata');
        const fields = new Set(versions.flatMap((version) => Object.keys(version.body ?? {})));
        expect(new Set(Object.keys(view?.fields ?? {}))).toEqual(fields);
        for (const field of fields) {
          const standing = standingWrites(versions, field);
          const latest = standing.sort((x, y) => compareStamps(y, x))[0];
          if (latest === undefined) throw new Error('no write is left standing');
          expect(view?.stamps[field]).toEqual(ownStamp(latest));
          if (field === 'tags') {
            const tags = new Set(standing.flatMap((version) => textsOf(version.body?.[field])));
            expect(new Set(textsOf(view?.fields[field]))).toEqual(tags);
          } else if (field !== 'descriptors') {
            expect(view?.fields[field]).toEqual(latest.body?.[field]);
          }
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

/** The oracle: versions that wrote `field` themselves and that no other writer of it had seen. */
const standingWrites = (versions: readonly Version[], field: string): Version[] => {
  const writes = versions.filter(
    ({ body, stamps }) =>
      body !== null && Object.hasOwn(body, field) && !Object.hasOwn(stamps, field),
  );
  return writes.filter(
    (write) =>
      !writes.some((other) => other !== write && hasSeen(other, write.author, write.counter)),
  );
};

const textsOf = (value: Plain | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

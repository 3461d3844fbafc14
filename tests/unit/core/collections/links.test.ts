import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectionId, LinkId } from '../../../../src/core/base/ids.ts';
import type { LinkType } from '../../../../src/core/collections/link.ts';
import {
  createLinkIndex,
  isDangling,
  linksFrom,
  listedCollections,
  wouldCycle,
} from '../../../../src/core/collections/links.ts';
import type { LinkRecord } from '../../../../src/core/collections/links.ts';

const SEED = 20_261_123;
const idOf = (label: string): CollectionId => label.padEnd(22, '-') as CollectionId;

const link = (
  source: string,
  target: string,
  type: LinkType = 'alias',
  trashed = false,
): LinkRecord => ({
  id: `${source}${target}${type}`.padEnd(22, '-') as LinkId,
  body: {
    sourceId: idOf(source),
    targetId: idOf(target),
    type,
    createdAt: '2026-01-01T00:00:00Z',
    trashedAt: trashed ? '2026-01-02T00:00:00Z' : null,
  },
});

describe('virtual links', () => {
  it('L1: an alias lists its target, and the targets of that, each once', () => {
    const index = createLinkIndex([
      link('a', 'b'),
      link('b', 'c'),
      link('a', 'c'),
      link('d', 'a'),
    ]);
    expect(listedCollections(index, idOf('a'))).toEqual(['a', 'b', 'c'].map(idOf));
  });

  it('L1: shortcuts, related collections and trashed links list nothing', () => {
    const index = createLinkIndex([
      link('a', 'b', 'shortcut'),
      link('a', 'c', 'related'),
      link('a', 'd', 'alias', true),
    ]);
    expect(listedCollections(index, idOf('a'))).toEqual([idOf('a')]);
    expect(linksFrom(index, idOf('a'))).toHaveLength(2);
  });

  it('L2: says which alias would close a circle, itself included', () => {
    const index = createLinkIndex([link('a', 'b'), link('b', 'c')]);
    expect(wouldCycle(index, idOf('c'), idOf('a'))).toBe(true);
    expect(wouldCycle(index, idOf('a'), idOf('a'))).toBe(true);
    expect(wouldCycle(index, idOf('a'), idOf('c'))).toBe(false);
  });

  it('L2: aliases added only where they close no circle list each collection once, never their source', () => {
    const label = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { maxLength: 30 }), (wishes) => {
        const links: LinkRecord[] = [];
        for (const [source, target] of wishes) {
          const index = createLinkIndex(links);
          if (!wouldCycle(index, idOf(source), idOf(target))) links.push(link(source, target));
        }
        const index = createLinkIndex(links);
        for (const { body } of links) {
          const listed = listedCollections(index, body.targetId);
          expect(new Set(listed).size).toBe(listed.length);
          expect(listed).not.toContain(body.sourceId);
        }
      }),
      { seed: SEED },
    );
  });

  it('L1: a circle that two devices made ends where it closes', () => {
    const index = createLinkIndex([link('a', 'b'), link('b', 'a')]);
    expect(listedCollections(index, idOf('a'))).toEqual(['a', 'b'].map(idOf));
    expect(listedCollections(index, idOf('b'))).toEqual(['b', 'a'].map(idOf));
  });

  it('L3: a link whose target is gone dangles', () => {
    const isLive = (id: CollectionId): boolean => id === idOf('b');
    expect(isDangling(link('a', 'b').body, isLive)).toBe(false);
    expect(isDangling(link('a', 'c').body, isLive)).toBe(true);
  });
});

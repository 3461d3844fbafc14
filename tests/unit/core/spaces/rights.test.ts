import { describe, expect, it } from 'vitest';
import type { SpaceId } from '../../../../src/core/base/ids.ts';
import { authorToDevice } from '../../../../src/core/spaces/author.ts';
import { isAllowed, ROLES, VERBS, type Role } from '../../../../src/core/spaces/rights.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../../src/core/spaces/version.ts';
import { SPACE, testAuthor } from './space-kit.ts';

const device = authorToDevice(testAuthor(0));

/** The whole table of docs/spec/versions.md: for each kind and role, the verbs that are allowed. */
const CONTENT = {
  owner: 'read create edit remove',
  write: 'read create edit remove',
  read: 'read',
};
const TABLE: { readonly [kind in EntityKind]: { readonly [role in Role]: string } } = {
  space: { owner: 'read edit', write: 'read', read: 'read' },
  member: { owner: 'read create edit remove', write: 'read leave', read: 'read leave' },
  collection: CONTENT,
  media: CONTENT,
  placement: CONTENT,
  link: CONTENT,
};

describe('rights', () => {
  it.each(ENTITY_KINDS.flatMap((kind) => ROLES.map((role) => [role, kind] as const)))(
    'V25 of the role %s over a %s are those of the table',
    (role, kind) => {
      const allowed = VERBS.filter((verb) =>
        isAllowed(SPACE, { space: SPACE, device, role }, { verb, kind }),
      );
      expect(allowed.join(' ')).toBe(TABLE[kind][role]);
    },
  );

  it('V26 are none for a stranger, for a member of another space, and for words that are unknown', () => {
    const elsewhere = 'BBBBBBBBBBBBBBBBBBBBBB' as SpaceId;
    const owner = { space: SPACE, device, role: 'owner' } as const;
    for (const kind of ENTITY_KINDS) {
      for (const verb of VERBS) {
        expect(isAllowed(SPACE, null, { verb, kind })).toBe(false);
        expect(isAllowed(elsewhere, owner, { verb, kind })).toBe(false);
        expect(isAllowed(SPACE, { ...owner, role: 'admin' as Role }, { verb, kind })).toBe(
          false,
        );
      }
    }
    for (const word of ['__proto__', 'constructor', 'toString']) {
      const kind = word as EntityKind;
      expect(isAllowed(SPACE, owner, { verb: 'read', kind })).toBe(false);
      expect(isAllowed(SPACE, owner, { verb: word as 'read', kind: 'media' })).toBe(false);
    }
  });
});

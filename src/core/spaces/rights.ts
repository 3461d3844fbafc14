import type { DeviceId, SpaceId } from '../base/ids.ts';
import type { EntityKind } from './version.ts';

/** What a member may be in a space. */
export const ROLES = ['owner', 'write', 'read'] as const;
export type Role = (typeof ROLES)[number];

/** What can be done to an entity. 'leave' takes away the actor's own membership. */
export const VERBS = ['read', 'create', 'edit', 'remove', 'leave'] as const;
export type Verb = (typeof VERBS)[number];

/** A device's place in one space. */
export interface Member {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly role: Role;
}

/** Something that a member asks to do to an entity of `kind`. */
export interface Action {
  readonly verb: Verb;
  readonly kind: EntityKind;
}

/** Whether `member` (`null` for a stranger) may do `action` in `space`. What no line allows is denied. */
export const isAllowed = (
  space: SpaceId,
  member: Member | null,
  { verb, kind }: Action,
): boolean => {
  if (member?.space !== space || !Object.hasOwn(ALLOWED, kind)) return false;
  const line = ALLOWED[kind];
  // An action may come from a peer: 'constructor' is no verb.
  return Object.hasOwn(line, verb) && line[verb]?.includes(member.role) === true;
};

const EVERYONE: readonly Role[] = ['owner', 'write', 'read'];
const WRITERS: readonly Role[] = ['owner', 'write'];
const OWNERS: readonly Role[] = ['owner'];

type Line = { readonly [verb in Verb]?: readonly Role[] };

/** What fills a collection: writers make, change and remove it. */
const CONTENT: Line = { read: EVERYONE, create: WRITERS, edit: WRITERS, remove: WRITERS };

const ALLOWED: { readonly [kind in EntityKind]: Line } = {
  // Nobody makes or removes a space from inside: it begins and ends with its root key.
  space: { read: EVERYONE, edit: OWNERS },
  member: {
    read: EVERYONE,
    create: OWNERS,
    edit: OWNERS,
    remove: OWNERS,
    // An owner who leaves would leave the space without one.
    leave: ['write', 'read'],
  },
  collection: CONTENT,
  media: CONTENT,
  placement: CONTENT,
  link: CONTENT,
};

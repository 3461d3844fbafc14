/** Addresses as a person pastes and opens them. */
import type { MediaFragment } from '../../core/uri/media-fragment.ts';

const ADDRESS = /^\s*((?:web\+)?hm:\/\/\S+)\s*$/i;

/** The address that a pasted text is, `null` where it is something else or more than one word. */
export const textToAddress = (text: string): string | null => ADDRESS.exec(text)?.[1] ?? null;

const DIMENSIONS = ['t', 'xywh', 'component'] as const;

/**
 * The parts that an address names in words that mean nothing (`#t=abc`): they were left out of its
 * `fragment`, as Media Fragments asks, and the person is told.
 */
export const lostParts = (uri: string, fragment: MediaFragment | null): readonly string[] => {
  const hash = uri.indexOf('#');
  if (hash < 0) return [];
  const [text = ''] = uri.slice(hash + 1).split('?');
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .filter((pair) => {
      const name = DIMENSIONS.find((dimension) => pair.startsWith(`${dimension}=`));
      return name === undefined || fragment?.[name] === undefined;
    })
    .map((pair) => pair.slice(0, SHOWN_CHARACTERS));
};

const SHOWN_CHARACTERS = 60;

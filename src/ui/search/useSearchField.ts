import { useLocalStorage } from '@vueuse/core';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { IconName } from '../base/icons.ts';
import { useActs } from '../base/useActs.ts';
import { useToastStore } from '../base/toast-store.ts';
import { useHm } from '../ports.ts';
import { chipsOf, dropChip } from './chips.ts';
import { addRecentSearch, parseRecentSearches } from './recent-searches.ts';
import { cutText, TEXT_MOST } from './search-request.ts';
import { useSavedSearches } from './useSavedSearches.ts';
import { useSearchAddress } from './useSearchAddress.ts';

/** A line below the field. */
export interface Suggestion {
  readonly key: string;
  readonly icon: IconName;
  readonly label: string;
  choose(): void;
}

const SUGGESTIONS_MOST = 8;

/** The text of the field, what is suggested for it, and what typing and choosing do. */
export const useSearchField = () => {
  const hm = useHm();
  const { t } = useI18n();
  const toasts = useToastStore();
  const { attempt } = useActs();
  const search = useSearchAddress();
  const saved = useSavedSearches();
  const stored = useLocalStorage<unknown>('hm-recent-searches', []);
  const recent = computed(() => parseRecentSearches(stored.value));
  const text = shallowRef('');
  const completions = shallowRef<readonly string[]>([]);
  const send = useSending(search.type);

  // Back, forward and a saved search change the text from outside; what is being sent does not.
  watch(
    () => search.request.value.text,
    (shown) => {
      if (!send.isSending()) text.value = shown;
    },
    { immediate: true },
  );

  let latest = 0;
  const complete = async (typed: string): Promise<void> => {
    const mine = ++latest;
    if (typed.trim() === '') {
      completions.value = [];
      return;
    }
    const got = await attempt(() => hm.search.suggest(typed));
    if (mine === latest) completions.value = got ?? [];
  };

  /** What a person typed or pasted. */
  const type = (typed: string): void => {
    text.value = cutText(typed);
    if (typed.length > TEXT_MOST) toasts.show('info', t('search.cut', { most: TEXT_MOST }));
    void complete(text.value);
    if (text.value !== '' || search.isShown.value) send.later(text.value);
  };

  /** Keeps the text among the recent ones. */
  const remember = (): void => {
    stored.value = addRecentSearch(recent.value, text.value);
  };

  const take = (chosen: string): void => {
    type(chosen);
    remember();
  };

  const suggestions = computed<readonly Suggestion[]>(() => {
    const isEmpty = text.value.trim() === '';
    const texts = isEmpty ? recent.value : completions.value;
    const named = isEmpty ? saved.all.value : saved.named(text.value);
    return [
      ...texts.map((label) => ({
        key: `text:${label}`,
        icon: isEmpty ? ('clock' as const) : ('search' as const),
        label,
        choose: () => take(label),
      })),
      ...named.map((one) => ({
        key: `saved:${one.path}`,
        icon: 'saved-search' as const,
        label: one.name,
        choose: () => void search.openSaved(one.collection.id, one.request),
      })),
    ].slice(0, SUGGESTIONS_MOST);
  });

  /** Backspace in an empty field takes the last chip; resolves to whether there was one. */
  const dropLast = (): boolean => {
    const last = chipsOf(search.request.value).at(-1);
    if (last === undefined) return false;
    void search.go(dropChip(search.request.value, last));
    return true;
  };

  return {
    text,
    suggestions,
    type,
    remember,
    dropLast,
    isShown: search.isShown,
    /** Resolves when the address carries what was typed. */
    sent: send.sent,
  };
};

/** Sends at most one text for each frame that is drawn, the latest. */
const useSending = (sendNow: (text: string) => Promise<unknown>) => {
  let waiting: string | null = null;
  let frame = 0;
  const underWay = new Set<Promise<unknown>>();

  const flush = async (): Promise<void> => {
    frame = 0;
    if (waiting === null) return;
    const sending = sendNow(waiting);
    waiting = null;
    underWay.add(sending);
    try {
      await sending;
    } finally {
      underWay.delete(sending);
    }
  };
  const sent = async (): Promise<void> => {
    cancelAnimationFrame(frame);
    await flush();
    await Promise.all(underWay);
  };
  onScopeDispose(() => cancelAnimationFrame(frame));

  return {
    isSending: () => waiting !== null || underWay.size > 0,
    sent,
    later: (text: string): void => {
      waiting = text;
      if (frame === 0) frame = requestAnimationFrame(() => void flush());
    },
  };
};

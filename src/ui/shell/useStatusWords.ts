import { useI18n } from 'vue-i18n';
import type { StatusEvent, StatusSaid } from '../../app/api-types.ts';
import { useFormat } from '../base/useFormat.ts';
import { shortName } from './short-name.ts';

/** What the status line says. */
export interface StatusWords {
  readonly text: string;
  /** Whether Health tells more of it. */
  readonly isOfHealth: boolean;
}

const OF_HEALTH: ReadonlySet<string> = new Set([
  ...['check-left', 'originals-missing', 'files-gone', 'journal-unread'],
]);

/** Says what the drive tells a person in the language of the screens: short, for one line of a phone. */
export const useStatusWords = () => {
  const { t, te } = useI18n();
  const format = useFormat();

  const nameOf = (said: StatusSaid): string => {
    const first = 'names' in said ? said.names[0] : undefined;
    return first === undefined
      ? t('status.aFile')
      : t('status.name', { name: shortName(first) });
  };

  const tellCode = (code: string): StatusWords | null =>
    te(`status.degraded.${code}`)
      ? { text: t(`status.degraded.${code}`), isOfHealth: OF_HEALTH.has(code) }
      : null;

  const tell = ({ said, text }: Pick<StatusEvent, 'said' | 'text'>): StatusWords => {
    if (said === undefined) return { text, isOfHealth: false };
    const { code } = said;
    const key = `status.said.${code}`;
    if (!te(key)) return tellCode(code) ?? { text, isOfHealth: false };
    const left = leftBy(said);
    const named = { left: format.count(left), name: nameOf(said) };
    return { text: t(key, named, left), isOfHealth: OF_HEALTH.has(code) };
  };

  return { tell, tellCode };
};

/** How many files need somebody. */
const leftBy = (said: StatusSaid): number => {
  if (said.code === 'check-left') return said.missing + said.corrupt - said.repaired;
  return 'missing' in said ? said.missing : 1;
};

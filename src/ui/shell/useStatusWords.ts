import { useI18n } from 'vue-i18n';
import type { StatusEvent } from '../../app/api-types.ts';
import { useFormat } from '../base/useFormat.ts';

/** Says what the drive tells a person in the language of the screens. */
export const useStatusWords = () => {
  const { t, te } = useI18n();
  const format = useFormat();

  const someOf = (names: readonly string[], more: number): string => {
    const quoted = names.map((name) => t('status.name', { name })).join(', ');
    return more > 0 ? t('status.andMore', { names: quoted, more: format.count(more) }) : quoted;
  };

  const tell = ({ said, text }: Pick<StatusEvent, 'said' | 'text'>): string => {
    if (said === undefined) return text;
    const { code, ...facts } = said;
    const key = `status.said.${code}`;
    if (!te(key)) return te(`status.degraded.${code}`) ? t(`status.degraded.${code}`) : text;
    const counts = Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        typeof value === 'number' ? format.count(value) : value,
      ]),
    );
    const names = 'names' in said ? someOf(said.names, said.more) : '';
    const sentence = t(key, { ...counts, names: names === '' ? t('status.aFile') : names });
    return code === 'check-left' && names !== ''
      ? `${sentence} ${t('status.withoutBytes', { names })}`
      : sentence;
  };

  return { tell };
};

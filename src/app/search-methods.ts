import type { Drive } from '../core/drive/drive.ts';
import { type Methods, object, text } from './backend.ts';

/** The methods of `hm.search` by name. */
export const searchMethods = ({ search, savedSearches }: Drive): Methods => ({
  'search.query': ([value, options]) =>
    search.query(text(value, 'text'), object(options, 'options')),
  'search.shapes': ([value, options]) =>
    search.shapes(text(value, 'text'), object(options, 'options')),
  'search.suggest': ([prefix]) => search.suggest(text(prefix, 'prefix')),
  'search.rebuild': () => search.rebuild(),
  'search.stats': () => search.stats(),
  'search.saved.list': () => savedSearches.list(),
  'search.saved.save': ([name, query], request) =>
    savedSearches.save(text(name, 'name'), object(query, 'query'), request),
  'search.saved.remove': ([name], request) => savedSearches.remove(text(name, 'name'), request),
});

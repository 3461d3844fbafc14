import { useRoute } from 'vue-router';
import { useActs } from '../base/useActs.ts';
import type { KeyedRunners } from '../commands/useActionKeys.ts';
import { useOverlayStore } from '../commands/overlay-store.ts';
import { useSearchFieldStore } from '../search/search-field-store.ts';

/** What the keys that work everywhere do. */
export const useFrameActions = (): KeyedRunners => {
  const { undo, redo } = useActs();
  const overlay = useOverlayStore();
  const field = useSearchFieldStore();
  const route = useRoute();
  /** Behind the viewer nothing of the frame can be reached. */
  const isCovered = (): boolean => typeof route.query['view'] === 'string';

  return {
    search: () => {
      if (isCovered()) return false;
      field.focus();
      return true;
    },
    undo: () => {
      void undo();
      return true;
    },
    redo: () => {
      void redo();
      return true;
    },
    palette: () => {
      overlay.open = 'palette';
      return true;
    },
    keys: () => {
      overlay.open = 'keys';
      return true;
    },
  };
};

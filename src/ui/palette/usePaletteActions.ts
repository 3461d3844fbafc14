import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useAlbumsStore } from '../audio/albums-store.ts';
import { useLanguage } from '../base/useLanguage.ts';
import { useTheme } from '../base/useTheme.ts';
import { useCollectionActs } from '../collections/useCollectionActs.ts';
import { currentPath } from '../collections/current-path.ts';
import type { ActionId } from '../commands/commands.ts';
import { useExport } from '../exports/useExport.ts';
import { useImporter } from '../imports/useImporter.ts';
import { useImportsStore } from '../imports/imports-store.ts';
import { useSelectionOffers } from '../library/selection-offers-store.ts';
import { libraryLocation } from '../router.ts';
import { useFrameActions } from '../shell/useFrameActions.ts';
import { useShellStore } from '../shell/shell-store.ts';

/** What each action of the palette does; `null` where this browser or this moment has none of it. */
export const usePaletteActions = (): Readonly<Record<ActionId, (() => void) | null>> => {
  const frame = useFrameActions();
  const importer = useImporter();
  const imports = useImportsStore();
  const collections = useCollectionActs();
  const shell = useShellStore();
  const theme = useTheme();
  const language = useLanguage();
  const albums = useAlbumsStore();
  const router = useRouter();
  const route = useRoute();
  const exporter = useExport();
  const { offers } = useSelectionOffers();
  const { t } = useI18n();
  const here = (): string => currentPath(route);

  return {
    search: () => void frame.search(),
    importFiles: () => void importer.chooseFiles(here()),
    importFolder: importer.canPickDirectory ? () => void importer.chooseFolder(here()) : null,
    importLink: () => void importer.askLink(here()),
    newCollection: () => void collections.create(here()),
    goLibrary: () => void router.push(libraryLocation('')),
    goFavourites: () => void router.push({ name: 'favourites' }),
    goAlbums: albums.hasMusic ? () => void router.push({ name: 'albums' }) : null,
    goDuplicates: () => void router.push({ name: 'duplicates' }),
    goHistory: () => void router.push({ name: 'history' }),
    goTrash: () => void router.push({ name: 'trash' }),
    goHealth: () => void router.push({ name: 'health' }),
    goSettings: () => void router.push({ name: 'settings' }),
    undo: () => void frame.undo(),
    redo: () => void frame.redo(),
    toggleSidebar: () => (shell.isSidebarOpen = !shell.isSidebarOpen),
    showImports: () => (imports.isOpen = true),
    compareSelected: offers.compare ?? null,
    groupSelected: offers.group ?? null,
    ungroupSelected: offers.ungroup ?? null,
    exportAll: () => void exporter.start({ name: t('app.name'), path: '' }),
    themeSystem: () => (theme.value = 'system'),
    themeLight: () => (theme.value = 'light'),
    themeDark: () => (theme.value = 'dark'),
    languageEn: () => (language.choice.value = 'en'),
    languageFr: () => (language.choice.value = 'fr'),
    palette: null,
    keys: () => void frame.keys(),
  };
};

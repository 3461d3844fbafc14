import { inject, onScopeDispose, provide, type InjectionKey } from 'vue';
import { usePorts } from '../ports.ts';
import { openPicture, type OpenedPicture } from './open-picture.ts';
import { createPictureShelf, type PictureShelf } from './picture-shelf.ts';

const SHELF: InjectionKey<PictureShelf<OpenedPicture>> = Symbol('pictures at hand');

const MIB = 1024 * 1024;
/** Of each GiB that the device has, so much may hold decoded pictures. */
const BUDGET_PER_GIB = 96 * MIB;

/** How many bytes of decoded pictures may lie ready; where the browser says nothing, 4 GiB are assumed. */
export const pictureBudgetBytes = (): number =>
  BUDGET_PER_GIB * (('deviceMemory' in navigator && Number(navigator.deviceMemory)) || 4);

/** A shelf for this component and those within it, emptied with its scope. */
export const providePictureShelf = (): PictureShelf<OpenedPicture> => {
  const ports = usePorts();
  const shelf = createPictureShelf((row, signal) => openPicture(ports, row, signal));
  provide(SHELF, shelf);
  onScopeDispose(shelf.dispose);
  return shelf;
};

/** The shelf of the viewer around. */
export const usePictureShelf = (): PictureShelf<OpenedPicture> => {
  const shelf = inject(SHELF);
  if (shelf === undefined) throw new Error('A picture was put on stage outside of a viewer.');
  return shelf;
};

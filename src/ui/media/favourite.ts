export { FAVOURITE_TAG } from '../../core/media/favourite.ts';

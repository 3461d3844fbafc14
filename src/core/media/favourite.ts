/** A favourite is an item that bears this tag, so that every program that reads tags sees it. */
export const FAVOURITE_TAG = 'favourite';

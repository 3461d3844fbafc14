/** The words of what is said about an item, in English. */
export const media = {
  reasons: {
    'not-visual': 'This is no picture, film or music.',
    'picture-undecodable':
      'The picture is damaged, or made in a way that this browser cannot read.',
    'heic-undecodable': 'This HEIC picture could not be decoded.',
    'tiff-undecodable': 'This TIFF picture could not be decoded.',
    'format-undecodable': 'Nothing here decodes this format yet.',
    'raw-without-preview': 'This RAW file holds no preview.',
    'svg-not-drawn': 'Drawings of this kind are kept, but not drawn.',
    'too-many-pixels': 'The picture is too large to decode safely.',
    'video-undecodable': 'This browser cannot decode this film.',
    'video-format-unread': 'Nothing here reads this kind of film yet.',
    'part-missing':
      'The part of the app that reads this did not come yet. It is fetched by itself, and the preview is made then. Health says when.',
    'no-cover': 'There is no cover in this file.',
    'audio-unread': 'Nothing here reads this kind of music yet.',
    'canvas-scrambled':
      'This browser scrambles what pages draw, to protect you, so no preview can be made. The file itself is untouched.',
    poison: 'A decoder hung on this file, so it is kept without a preview.',
    'could-not-be-made': 'The preview could not be made again.',
  },
};

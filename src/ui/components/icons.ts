/** Outlines on a grid of 24, drawn with a stroke of 1.75; each name is what the icon shows. */
export const ICONS = {
  plus: 'M12 5v14M5 12h14',
  'grid-small': 'M4.5 4.5h15v15h-15zM9.5 4.5v15M14.5 4.5v15M4.5 9.5h15M4.5 14.5h15',
  'grid-large': 'M4.5 4.5h15v15h-15zM12 4.5v15M4.5 12h15',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  sidebar: 'M4 5h16v14H4zM9.5 5v14',
  'chevron-right': 'M9.5 6l6 6-6 6',
  'chevron-left': 'M14.5 6l-6 6 6 6',
  'chevron-down': 'M6 9.5l6 6 6-6',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  folder: 'M3.5 6.5a1 1 0 011-1h5l2 2.5h8a1 1 0 011 1v9a1 1 0 01-1 1h-15a1 1 0 01-1-1z',
  photos: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9.5h.01',
  link: 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.7l1-1',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5',
  heart: 'M12 19.5S4 15 4 9.3A4.3 4.3 0 0112 7.2a4.3 4.3 0 018 2.1C20 15 12 19.5 12 19.5z',
  star: 'M12 4.5l2.3 4.9 5.2.7-3.8 3.7 1 5.3-4.7-2.6-4.7 2.6 1-5.3L4.5 10.1l5.2-.7z',
  tag: 'M4.5 4.5h7l8 8-7 7-8-8zM8.5 8.5h.01',
  move: 'M4 6.5h6l2 2.5h8v10H4zM9 14h6M12.5 11.5L15 14l-2.5 2.5',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  info: 'M12 20a8 8 0 100-16 8 8 0 000 16zM12 11v5M12 8h.01',
  download: 'M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  settings:
    'M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M15 5.5a2 2 0 110 4 2 2 0 010-4zM9 14.5a2 2 0 110 4 2 2 0 010-4z',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.5l10.5 6.5L8 18.5z',
  warning: 'M12 4.5L20.5 19h-17zM12 10v4M12 16.5h.01',
  missing:
    'M12 20a8 8 0 100-16 8 8 0 000 16zM9.8 9.7a2.3 2.3 0 113.4 2c-.8.5-1.2 1-1.2 1.9M12 16.5h.01',
  cloud: 'M7.5 18.5a4 4 0 01-.500-8 5.5 5.5 0 0110.5 1 3.5 3.5 0 01-.500 7z',
  film: 'M4 5.5h16v13H4zM8 5.5v13M16 5.5v13M4 12h16',
  music:
    'M9 17.5V6l10-2v11.5M9 17.5a2.5 2.5 0 11-5 0 2.5 2.5 0 015 0zM19 15.5a2.5 2.5 0 11-5 0 2.5 2.5 0 015 0z',
  file: 'M6 4h8l4.5 4.5V20H6zM14 4v4.5h4.5',
  restore: 'M4.5 5v5h5M5 10a7.5 7.5 0 112 7.5',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof ICONS;

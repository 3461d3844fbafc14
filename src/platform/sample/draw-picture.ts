import type { PictureId } from './sample-plan.ts';
import { type Paper, addGrain } from './paper.ts';
import { paintDunes, paintHills } from './paint-land.ts';
import { paintAurora, paintLights, paintMilkyWay } from './paint-night.ts';
import { paintSea } from './paint-sea.ts';
import { paintBloom, paintMeadow, paintPaperWaves, paintRosette } from './paint-shapes.ts';

const GRAIN = 0.07;

/** Draws one of the pictures all over the paper. */
export const drawPicture = (id: PictureId, paper: Paper): void => {
  PAINTERS[id](paper);
  if (id !== 'bloom') addGrain(paper, GRAIN);
};

const PAINTERS: Readonly<Record<PictureId, (paper: Paper) => void>> = {
  mist: (paper) =>
    paintHills(paper, {
      sky: ['#7fa6c4', '#bcd0d6', '#f6e4c6', '#fbe9cf'],
      light: '#ffe3b0',
      far: '#9fb4bd',
      near: '#142a2c',
    }),
  dusk: (paper) =>
    paintHills(paper, {
      sky: ['#2b2350', '#7a3f78', '#e2705f', '#ffb878'],
      light: '#ffc27a',
      far: '#b0607a',
      near: '#1a1030',
    }),
  panorama: (paper) =>
    paintHills(paper, {
      sky: ['#3f6fa8', '#8fb7d9', '#dfe6e0', '#fff0d8'],
      light: '#fff2cf',
      far: '#8aa8c4',
      near: '#12283a',
    }),
  peaks: (paper) =>
    paintHills(paper, {
      sky: ['#5b86b8', '#a9c4dc', '#e6edf2', '#fbf3ea'],
      light: '#fff6e6',
      far: '#dfe8f0',
      near: '#3d5a74',
    }),
  dunes: (paper) =>
    paintDunes(paper, {
      sky: ['#4a86b8', '#9cc0cf', '#f3dcb4', '#ffd9a0'],
      light: '#ffd79a',
      far: '#e0995a',
      near: '#5a2418',
    }),
  sunset: (paper) =>
    paintSea(paper, {
      sky: ['#274b86', '#7d6aa8', '#f08a6c', '#ffc878'],
      light: '#ffc064',
      deep: '#17304f',
      sunHeight: 0.1,
      hasStars: false,
    }),
  moon: (paper) =>
    paintSea(paper, {
      sky: ['#030817', '#0a1a3a', '#1d3a66', '#3f6490'],
      light: '#cfe0ff',
      deep: '#040b1a',
      sunHeight: 0.28,
      hasStars: true,
    }),
  aurora: paintAurora,
  stars: paintMilkyWay,
  meadow: paintMeadow,
  lights: (paper) =>
    paintLights(paper, {
      sky: ['#070a1c', '#141633', '#2b1b3d', '#120c1e'],
      lights: ['#ffb14a', '#ff7a45', '#ffd98a', '#6fa8ff', '#ff4f6b'],
    }),
  neon: (paper) =>
    paintLights(paper, {
      sky: ['#02121d', '#06283a', '#16224f', '#150b2c'],
      lights: ['#2fe6d0', '#3fa2ff', '#b25cff', '#ff5fa8', '#7dffd8'],
    }),
  paper: (paper) =>
    paintPaperWaves(paper, ['#fde7c8', '#f8b48a', '#ea6a6b', '#8d3a78', '#33246a', '#141238']),
  rosette: (paper) =>
    paintRosette(paper, '#0d1030', ['#ff8a5c', '#ff4f8b', '#8a5cff', '#33b6ff', '#3fe0b0']),
  bloom: (paper) => paintBloom(paper, ['#d83f7f', '#f27aa4', '#ffb3b8', '#ffe3c4']),
};

/**
 * The shaders that shrink a picture. Each pixel of the result is the mean of the area that it covers, in
 * gamma and with premultiplied alpha, as a canvas of high quality comes out. The first pass reads a
 * texture and turns it upright as EXIF asks; later ones read what the one before wrote.
 */
const SIZES = /* wgsl */ `
struct Sizes {
  // Of the picture once it is upright.
  source: vec2u,
  wanted: vec2u,
  orientation: u32,
}
@group(0) @binding(0) var<uniform> sizes: Sizes;
`;

const FROM_TEXTURE = /* wgsl */ `
@group(0) @binding(1) var picture: texture_2d<f32>;

// Where a pixel of the upright picture is stored (EXIF 2.32, 4.6.4 A, Orientation).
fn stored(at: vec2u) -> vec2u {
  let far = sizes.source - vec2u(1u) - at;
  switch sizes.orientation {
    case 2u: { return vec2u(far.x, at.y); }
    case 3u: { return far; }
    case 4u: { return vec2u(at.x, far.y); }
    case 5u: { return at.yx; }
    case 6u: { return vec2u(at.y, far.x); }
    case 7u: { return far.yx; }
    case 8u: { return vec2u(far.y, at.x); }
    default: { return at; }
  }
}

fn pixel(at: vec2u) -> vec4f {
  return textureLoad(picture, stored(at), 0);
}
`;

const FROM_PIXELS = /* wgsl */ `
@group(0) @binding(1) var<storage, read> picture: array<u32>;

fn pixel(at: vec2u) -> vec4f {
  return unpack4x8unorm(picture[at.y * sizes.source.x + at.x]);
}
`;

const MEAN = /* wgsl */ `
fn mean(at: vec2u) -> vec4f {
  let scale = vec2f(sizes.source) / vec2f(sizes.wanted);
  let low = vec2f(at) * scale;
  let high = min(low + scale, vec2f(sizes.source));
  let first = vec2u(low);
  let last = min(vec2u(ceil(high)), sizes.source);
  var sum = vec4f(0.0);
  var area = 0.0;
  for (var y = first.y; y < last.y; y++) {
    let tall = min(high.y, f32(y + 1u)) - max(low.y, f32(y));
    for (var x = first.x; x < last.x; x++) {
      let share = tall * (min(high.x, f32(x + 1u)) - max(low.x, f32(x)));
      sum += share * pixel(vec2u(x, y));
      area += share;
    }
  }
  return sum / max(area, 1e-9);
}
`;

const TO_PIXELS = /* wgsl */ `
@group(0) @binding(2) var<storage, read_write> shrunk: array<u32>;

@compute @workgroup_size(8, 8)
fn shrink(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= sizes.wanted)) { return; }
  shrunk[id.y * sizes.wanted.x + id.x] = pack4x8unorm(mean(id.xy));
}
`;

const TO_BRIGHTNESS = /* wgsl */ `
@group(0) @binding(2) var<storage, read_write> brightness: array<f32>;

// Rec. 601, in gamma, over white, from 0 to 255: as the perceptual hash looks at a picture.
@compute @workgroup_size(8, 8)
fn shrink(@builtin(global_invocation_id) id: vec3u) {
  if (any(id.xy >= sizes.wanted)) { return; }
  let seen = mean(id.xy);
  let luma = dot(seen.rgb, vec3f(0.299, 0.587, 0.114)) + 1.0 - seen.a;
  brightness[id.y * sizes.wanted.x + id.x] = 255.0 * luma;
}
`;

/** The three programs: their only entry point is 'shrink', their workgroups 8 × 8. */
export const SHRINK_SHADERS = {
  textureToPixels: SIZES + FROM_TEXTURE + MEAN + TO_PIXELS,
  pixelsToPixels: SIZES + FROM_PIXELS + MEAN + TO_PIXELS,
  pixelsToBrightness: SIZES + FROM_PIXELS + MEAN + TO_BRIGHTNESS,
} as const;

/** Pixels to a side of a workgroup. */
export const WORKGROUP_SIDE = 8;

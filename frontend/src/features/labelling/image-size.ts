const SMALL = 128;
const PIXELATED = 64;
const COMFORTABLE = 480;
const LARGEST_ENLARGED = 960;

export interface DisplaySize {
  width: number;
  height: number;
  /** The widest the image is drawn when it is fitted, in CSS pixels, even where there is more room. */
  cap: number;
  isPixelArt: boolean;
}

/** Tiny images (8x8, 28x28) grow by a whole factor to a comfortable size; photos at most double. */
export function displaySize(width: number, height: number): DisplaySize {
  const longest = Math.max(width, height);
  const cap =
    longest <= SMALL
      ? width * Math.max(1, Math.floor(COMFORTABLE / longest))
      : Math.max(width, Math.min(width * 2, LARGEST_ENLARGED));
  return { width, height, cap, isPixelArt: longest <= PIXELATED };
}

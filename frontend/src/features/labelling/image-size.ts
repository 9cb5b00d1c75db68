const SMALL = 128;
const PIXELATED = 64;
const COMFORTABLE = 480;
const LARGEST_ENLARGED = 960;
/** Longer than so many times its width, an image would be a hairline, or nothing at all. */
const LONGEST = 40;

export interface DisplaySize {
  /** Its proportions on screen: its own, but for those of a hairline, which is drawn wider. */
  width: number;
  height: number;
  isWidened: boolean;
  /** The widest the image is drawn when it is fitted, in CSS pixels, even where there is more room. */
  cap: number;
  isPixelArt: boolean;
}

/**
 * Tiny images (8x8, 28x28) grow by a whole factor to a comfortable size; photos at most double; a hairline is drawn wide
 * enough to be seen.
 */
export function displaySize(ownWidth: number, ownHeight: number): DisplaySize {
  const longest = Math.max(ownWidth, ownHeight);
  const [width, height] = [ownWidth, ownHeight].map((side) => Math.max(side, longest / LONGEST)) as [number, number];
  const cap =
    longest <= SMALL
      ? width * Math.max(1, Math.floor(COMFORTABLE / longest))
      : Math.max(width, Math.min(width * 2, LARGEST_ENLARGED));
  const isWidened = width > ownWidth || height > ownHeight;
  return { width, height, isWidened, cap, isPixelArt: longest <= PIXELATED };
}

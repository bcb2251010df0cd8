/** Where a command finds shipped scenarios as they were compiled before. */
import { KeptImages } from '../engine/explore/kept-images.ts';
import type { Host } from './host.ts';

export function keptBy({ outUrl }: Host): KeptImages | undefined {
  return outUrl && KeptImages.of(outUrl);
}

/** Why there is no verdict: of a failure whose `kind` is null, wherever it was met. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { whereSetupWaits } from '../replay/setup-waits.ts';
import { boundMet, SetupWaits, type SearchFailure } from './failure.ts';

export function noVerdict(failure: SearchFailure, image: StepImage): string {
  return failure instanceof SetupWaits ? `${failure.reason}${whereSetupWaits(image)}` : boundMet(failure, image);
}

import { calledNumbers } from './called-numbers.ts';
import type { CalledNumber, Common } from './called-numbers.ts';

/** An application whose numbers have another static NCCO than the common one. */
export interface OwnStaticNcco {
  /** In lower case. */
  readonly applicationId: string;
  readonly staticNcco: string;
  /** Its numbers; at least one. */
  readonly numbers: readonly CalledNumber[];
}

/** In the order of `vonage.applicationIds`, so that the order of the table changes nothing. */
export const ownStaticNccos = (settings: Common): readonly OwnStaticNcco[] =>
  settings.vonage.applicationIds.flatMap((id) => {
    const applicationId = id.toLowerCase();
    const numbers = calledNumbers(settings).filter((each) => each.applicationId === applicationId);
    const [first] = numbers;
    return first === undefined || first.staticNcco === settings.staticNcco
      ? []
      : [{ applicationId, staticNcco: first.staticNcco, numbers }];
  });

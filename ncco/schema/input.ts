import { eventTarget, provider } from './shared-options.ts';
import { below, describe } from '../problem.ts';
import { type CrossRule, has, type Json, options, type Rules } from './options.ts';
import { deprecated, judgedElsewhere, type Rule, satisfies } from './rule.ts';
import { boolean, integer, language, listOf, listOrItem, number, oneOf, text } from './values.ts';

const dtmfOptions: Rules = {
  timeOut: integer({ min: 0, max: 10 }),
  // One SDK allows 22, the fixtures of others have 0.
  maxDigits: integer({ min: 1, max: 20, unprovenMin: 0, unprovenMax: 22 }),
  submitOnHash: boolean,
};

const inputDtmf: Rule = options({ name: 'dtmf settings', optional: dtmfOptions });

const ONE_LEG = 'an array of exactly one leg id';

/** The vendor's Node SDK types it as one string. */
const speechLeg: Rule = listOrItem(
  ONE_LEG,
  listOf(ONE_LEG, text, { min: 1, max: 1, unprovenMin: 0, unprovenMax: Infinity }),
);

const seconds: Rule = number({ min: 0.4, max: 10 });

/** The vendor's Node SDK types it as a boolean. */
const endOfSpeech: Rule = (value, path, report) => {
  if (typeof value === 'boolean') report('warning', path, 'a number from 0.4 to 10', describe(value));
  else seconds(value, path, report);
};

const inputSpeech: Rule = options({
  name: 'speech settings',
  optional: {
    uuid: speechLeg,
    endOnSilence: endOfSpeech,
    language,
    context: listOf('an array of words and phrases', text, { min: 0, max: Infinity }),
    startTimeout: integer({ min: 1, max: 60 }),
    maxDuration: integer({ min: 1, max: 60 }),
    saveAudio: boolean,
    sensitivity: integer({ min: 10, max: 100 }),
    ...provider,
  },
});

/** The form documented until 2020: dtmf's options on the action itself. */
const flatOptions: Rules = Object.fromEntries(
  Object.entries(dtmfOptions).map(([name, rule]) => [name, deprecated(`dtmf: { ${name} }`, rule)]),
);

const TYPES = 'an array of "dtmf", "speech" or both';

/** Required since nexmo-developer PR #3733; three vendor SDKs never send it, and nothing says that it is refused without. */
const typeIsNamed: CrossRule = (action, path, report) => {
  if (!has(action, 'type')) report('warning', below(path, 'type'), TYPES, 'nothing');
};

const settingsNeedTheirType: CrossRule = (action, path, report) => {
  for (const kind of ['dtmf', 'speech']) {
    if (has(action, kind) && has(action, 'type') && !listens(action, kind)) {
      const expected = `"${kind}" among them, because ${kind} settings are given`;
      report('error', below(path, 'type'), expected, describe(action['type']));
    }
  }
};

const asynchronousIsPlainDtmf: CrossRule = (action, path, report) => {
  if (!isAsynchronous(action['mode'])) return;
  if (listens(action, 'speech')) {
    report('error', below(path, 'type'), '["dtmf"], because mode is asynchronous', describe(action['type']));
  }
  if (has(action, 'dtmf')) {
    report(
      'error',
      below(path, 'dtmf'),
      'no settings, because mode is asynchronous',
      describe(action['dtmf']),
    );
  }
};

export const input: Rule = options({
  name: 'an input action',
  optional: {
    action: judgedElsewhere,
    type: listOf(TYPES, oneOf('dtmf', 'speech'), { min: 1, max: 2, unprovenMin: 0 }),
    dtmf: inputDtmf,
    speech: inputSpeech,
    mode: satisfies(
      '"synchronous" or "asynchronous"',
      (value) => value === 'synchronous' || value === 'asynchronous',
      (value) => value === MISSPELT,
    ),
    ...eventTarget,
    ...flatOptions,
  },
  together: [typeIsNamed, settingsNeedTheirType, asynchronousIsPlainDtmf],
});

/** One vendor SDK accepts nothing but this spelling. */
const MISSPELT = 'asyncronous';

/** Each digit is reported as it comes, and no answer is wanted. */
export const isAsynchronous = (mode: unknown): boolean => mode === 'asynchronous' || mode === MISSPELT;

const listens = (action: Json, kind: string): boolean =>
  Array.isArray(action['type']) && action['type'].includes(kind);

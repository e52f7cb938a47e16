import { eventTarget, provider } from './shared-options.ts';
import { below, describe } from '../problem.ts';
import { type CrossRule, has, type Json, options, type Rules } from './options.ts';
import { deprecated, judgedElsewhere, type Rule, satisfies } from './rule.ts';
import { boolean, integer, language, listOf, number, oneOf, text } from './values.ts';

const dtmfOptions: Rules = {
  timeOut: integer({ min: 0, max: 10 }),
  // One SDK allows 22.
  maxDigits: integer({ min: 1, max: 20, unprovenMax: 22 }),
  submitOnHash: boolean,
};

const inputDtmf: Rule = options({ name: 'dtmf settings', optional: dtmfOptions });

const inputSpeech: Rule = options({
  name: 'speech settings',
  optional: {
    uuid: listOf('an array of exactly one leg id', text, { min: 1, max: 1 }),
    endOnSilence: number({ min: 0.4, max: 10 }),
    language,
    context: listOf('an array of words and phrases', text, { min: 0, max: Infinity }),
    startTimeout: integer({ min: 1, max: 60 }),
    maxDuration: integer({ min: 1, max: 60 }),
    saveAudio: boolean,
    sensitivity: integer({ min: 10, max: 100 }),
    ...provider,
  },
});

/** The form documented until 2020: dtmf's options on the action itself, and no `type`. */
const flatOptions: Rules = Object.fromEntries(
  Object.entries(dtmfOptions).map(([name, rule]) => [name, deprecated(`dtmf: { ${name} }`, rule)]),
);

const typeUnlessFlat: CrossRule = (action, path, report) => {
  const isFlat = Object.keys(flatOptions).some((name) => has(action, name));
  if (has(action, 'type')) return;
  report(
    isFlat ? 'warning' : 'error',
    below(path, 'type'),
    'an array of "dtmf", "speech" or both',
    'nothing',
  );
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
    type: listOf('an array of "dtmf", "speech" or both', oneOf('dtmf', 'speech'), { min: 1, max: 2 }),
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
  together: [typeUnlessFlat, settingsNeedTheirType, asynchronousIsPlainDtmf],
});

/** One vendor SDK accepts nothing but this spelling. */
const MISSPELT = 'asyncronous';

const isAsynchronous = (mode: unknown): boolean => mode === 'asynchronous' || mode === MISSPELT;

const listens = (action: Json, kind: string): boolean =>
  Array.isArray(action['type']) && action['type'].includes(kind);

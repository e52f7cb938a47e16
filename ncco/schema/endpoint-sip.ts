import { describe } from './describe.ts';
import { has, isObject, options, type CrossRule } from './options.ts';
import { below } from '../json-path.ts';
import { judgedElsewhere, satisfies, unproven, type Rule } from './rule.ts';
import { text } from './values.ts';

const uri: Rule = satisfies(
  'a SIP URI of at most 50 characters that begins with "sip:"',
  (value) => typeof value === 'string' && /^sip:\S+$/i.test(value) && value.length <= 50,
  // The length is the REST API's limit, and "sips:" is in no vendor text: nothing says they are refused.
  (value) => typeof value === 'string' && /^sips?:\S+$/i.test(value),
);

const headers: Rule = (value, path, report) => {
  if (!isObject(value)) report('error', path, 'an object of strings', describe(value));
  else for (const [key, each] of Object.entries(value)) headerValue(each, below(path, key), report);
};

const headerValue: Rule = satisfies('a string', (value) => typeof value === 'string');

const uriOrUserAndDomain: CrossRule = (endpoint, path, report) => {
  const hasUri = has(endpoint, 'uri');
  const parts = ['user', 'domain'].filter((part) => has(endpoint, part));
  if (hasUri && parts.length > 0) {
    report('error', path, 'uri, or user and domain, not both', ['uri', ...parts].join(' and '));
  } else if (!hasUri && parts.length < 2) {
    report('error', path, 'uri, or user and domain', parts[0] === undefined ? 'neither' : `only ${parts[0]}`);
  }
};

export const sipEndpoint: Rule = options({
  name: 'a sip endpoint',
  optional: {
    type: judgedElsewhere,
    uri,
    user: text,
    domain: text,
    headers,
    standardHeaders: options({
      name: 'standard SIP headers',
      optional: { 'User-to-User': headerValue },
    }),
    standard_headers: unproven("standardHeaders (standard_headers is the REST API's spelling)"),
  },
  together: [uriOrUserAndDomain],
});

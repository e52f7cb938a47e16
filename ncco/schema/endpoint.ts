import { describe } from './describe.ts';
import { appEndpoint } from './endpoint-app.ts';
import { phoneEndpoint } from './endpoint-phone.ts';
import { sipEndpoint } from './endpoint-sip.ts';
import { vbcEndpoint } from './endpoint-vbc.ts';
import { websocketEndpoint } from './endpoint-websocket.ts';
import { isObject } from './options.ts';
import { below } from '../json-path.ts';
import type { Rule } from './rule.ts';
import { orList } from './values.ts';

const ENDPOINTS: ReadonlyMap<unknown, Rule> = new Map([
  ['phone', phoneEndpoint],
  ['sip', sipEndpoint],
  ['websocket', websocketEndpoint],
  ['app', appEndpoint],
  ['vbc', vbcEndpoint],
]);

/** What connect calls, told apart by its `type`. */
export const endpoint: Rule = (value, path, report) => {
  const type = isObject(value) ? value['type'] : undefined;
  const rule = ENDPOINTS.get(type);
  if (rule) rule(value, path, report);
  else if (isObject(value)) report('error', below(path, 'type'), DOCUMENTED, describe(type));
  else report('error', path, 'an endpoint', describe(value));
};

const DOCUMENTED = orList([...ENDPOINTS.keys()].map(String));

import { options } from './options.ts';
import { deprecated, judgedElsewhere, unproven, type Rule } from './rule.ts';
import { httpUrl, matching, phoneNumber } from './values.ts';

const onAnswer: Rule = options({
  name: 'onAnswer settings',
  required: { url: httpUrl },
  optional: { ringbackTone: httpUrl, ringback: deprecated('ringbackTone', httpUrl) },
});

export const phoneEndpoint: Rule = options({
  name: 'a phone endpoint',
  required: { number: phoneNumber },
  optional: {
    type: judgedElsewhere,
    dtmfAnswer: matching('digits to press: "0" to "9", "*", "#", and "p" for a pause', /^[\d*#p]+$/),
    onAnswer,
    shaken: unproven('no shaken, unless Vonage has switched it on for your account'),
  },
});

import { define } from '../../kit/command.ts';
export const plan = define({
  name: 'guard plan',
  about: '',
  flags: {},
  exits: { 0: '', 1: '' },
  run: async () => 0,
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import { JOB_SECONDS } from './exports.ts';

export const SCHEDULE: readonly Behaviour[] = [
  {
    id: 'B5',
    title: 'The scheduled clean-up runs by the clock, and once where two workers run',
    group: 'B',
    needs: ['jobs'],
    patience: 120,
    async run({ check, start }) {
      const { host } = await start({ workers: 2 });
      const before = await host.countCleanUps();
      await sleep(2000);
      check.equal(await host.countCleanUps(), before, 'clean-ups before their time');
      for (const night of [1, 2]) {
        await host.reachCleanUp();
        await check.soon(
          () => host.countCleanUps(),
          (runs) => runs >= before + night,
          `the clean-up of night ${night}`,
          JOB_SECONDS,
        );
        await sleep(3000);
        check.equal(await host.countCleanUps(), before + night, `clean-ups after night ${night}`);
      }
    },
  },
];

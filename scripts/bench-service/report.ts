import os from 'node:os';
import { median } from '../bench/measure.ts';
import type { JobFigures } from './jobs.ts';
import { ratio, type RequestFigures, type ServerFigures } from './requests.ts';
import type { RestartFigures } from './restart.ts';

export interface ServiceFigures {
  /** Version of the Node that was measured. */
  readonly node: string;
  readonly rounds: number;
  readonly requests: RequestFigures;
  readonly jobs: JobFigures;
  readonly restart: RestartFigures;
}

/** The figures as Markdown. */
export function report({ node, rounds, requests, jobs, restart }: ServiceFigures): string {
  const { bare, off, sampled } = requests;
  const server = ({ name, read, write, keyedWrite, atRest, underLoad }: ServerFigures): string =>
    row(
      name,
      ...[read, write, keyedWrite].map((each) => median(each).toFixed(0)),
      atRest.toFixed(0),
      underLoad.toFixed(0),
    );
  const ratios = ({ name, read, write, keyedWrite }: ServerFigures, aim: number): string => {
    const [reads, writes, keyed] = [
      ratio(read, bare.read),
      ratio(write, bare.write),
      ratio(keyedWrite, bare.keyedWrite),
    ].map((each) => each.toFixed(2));
    return `- ${name} : bare, read = **${reads}**, write = **${writes}** (aim: at most ${aim}); with a key ${keyed}`;
  };
  const perSecond = (rates: number[]): string => median(rates).toFixed(0);
  return [
    row(
      'api',
      'cpu µs per read',
      'cpu µs per write',
      'the same with an idempotency key',
      'MiB at rest',
      'MiB under load',
    ),
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...[bare, off, sampled].map(server),
    '',
    ratios(off, 2),
    ratios(sampled, 3),
    '',
    row('worker', 'jobs per second'),
    '| --- | ---: |',
    row('pg-boss alone', perSecond(jobs.bare)),
    row('worker, empty handler', perSecond(jobs.empty)),
    row('worker, `finish`', perSecond(jobs.once)),
    '',
    `- pg-boss alone : empty handler = **${ratio(jobs.bare, jobs.empty).toFixed(2)}** (aim: at most 2), : \`finish\` = **${ratio(jobs.bare, jobs.once).toFixed(2)}** (aim: at most 3)`,
    `- The worker has ${jobs.atRest.toFixed(0)} MiB at rest and ${jobs.underLoad.toFixed(0)} MiB after the load.`,
    '',
    row(`restart under ${restart.connections} connections, ${restart.seconds} s`, 'count'),
    '| --- | ---: |',
    row('requests answered', restart.answered),
    row('requests sent and not answered', restart.unanswered),
    row('answered 503 and tried again', restart.unavailable),
    row('unexpected answers', restart.unexpected.length),
    row('writes acknowledged', restart.acknowledged),
    row('acknowledged and not in the database', restart.missing),
    row('written twice', restart.duplicates),
    row('milliseconds from the signal to the next answer', restart.awayMs),
    '',
    `Medians of ${rounds} rounds, in turn, Node ${node}, ${os.type()} ${process.arch}, ${os.availableParallelism()} cores, which the load and the database share.`,
  ].join('\n');
}

function row(...cells: (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

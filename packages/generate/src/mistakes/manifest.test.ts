import { expectRefused, type Mistake } from '../testing/refused.ts';
import { MANIFEST } from '../testing/sample.ts';

const CHOICE = `${MANIFEST}options:
  - { id: ci, type: choice, about: Where, default: github, choices: [{ value: github, label: A }, { value: none, label: B }] }
`;
const SCRIPTS = { 'files/package.json': '{"scripts":{"test":"x"}}' };

/** Declarations of a variable, each with its mistake in the last line. */
function variable(...mistakes: readonly (readonly [what: string, ...keys: string[]])[]): Mistake[] {
  return mistakes.map(([what, ...keys]) => {
    const lines = ['name: A', 'group: G', ...keys];
    if (!keys.some((key) => key.startsWith('about:'))) lines.splice(1, 0, 'about: An example.');
    return [
      `a variable with ${what}`,
      'MANIFEST_INVALID',
      'template.yaml',
      6 + lines.length,
      `${MANIFEST}env:\n  - ${lines.join('\n    ')}\n`,
      { 'files/a': '' },
    ];
  });
}

expectRefused([
  [
    'an unknown manifest key',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}colour: red\n`,
    {},
  ],
  [
    'an unknown key of a layer',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}layers:\n  - name: a\n    frm: x\n`,
    { 'layers/a/x': '' },
  ],
  [
    'a wrong value in the manifest',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}uses: 3\n`,
    {},
  ],
  [
    'broken YAML in the manifest',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}title: again\n`,
    {},
  ],
  [
    'a condition on an unknown option',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}layers:\n  - name: a\n    when: { option: { z: true } }\n`,
    { 'layers/a/x': '' },
  ],
  [
    'a contribution to an unknown list',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}layers:\n  - name: a\n    contributes: { steps: [1] }\n`,
    {},
  ],
  [
    'a value of a choice that it does not have',
    'MANIFEST_INVALID',
    'template.yaml',
    11,
    `${CHOICE}layers:\n  - name: a\n    when:\n      option: { ci: gihub }\n`,
    { 'layers/a/x': '' },
  ],
  [
    'a truth value asked of a choice',
    'MANIFEST_INVALID',
    'template.yaml',
    10,
    `${CHOICE}flags:\n  a: {}\n  b: { any: [{ pinNode: true }, { option: { ci: true } }] }\n`,
    { 'files/x': '' },
  ],
  [
    'a pointer that leads nowhere',
    'MANIFEST_INVALID',
    'template.yaml',
    7,
    `${MANIFEST}values:\n  - { file: x.yaml, at: /, from: project.name }\n`,
    { 'files/x.yaml': 'a: 1\n' },
  ],
  [
    'a check that is no script',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}checks:\n  - test\n  - tset\n`,
    SCRIPTS,
  ],
  [
    'a server that is no script',
    'MANIFEST_INVALID',
    'template.yaml',
    7,
    `${MANIFEST}serves:\n  - { run: dev, port: PORT, ready: / }\n`,
    SCRIPTS,
  ],
  [
    'a clean-up that is no script',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}cleanUp: [stop]\n`,
    SCRIPTS,
  ],
  [
    'a next step that is no script',
    'MANIFEST_INVALID',
    'template.yaml',
    9,
    `${MANIFEST}next:\n  - { about: read }\n  - about: run\n    run: dev\n`,
    SCRIPTS,
  ],
  [
    'a check and no package.json',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}checks: [test]\n`,
    { 'files/a': '' },
  ],
  [
    'a path taken verbatim that it does not write',
    'MANIFEST_INVALID',
    'template.yaml',
    7,
    `${MANIFEST}verbatim:\n  - b.txt\n`,
    { 'files/a.txt': '' },
  ],
  [
    'capabilities, although it is no platform',
    'MANIFEST_INVALID',
    'template.yaml',
    6,
    `${MANIFEST}provides: [auth]\n`,
    { 'files/a': '' },
  ],
  [
    'an option declared twice',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}options:\n  - { id: a, type: switch, about: A, default: true }\n  - { id: a, type: switch, about: A, default: true }\n`,
    { 'files/a': '' },
  ],
  [
    'a default that is no choice',
    'MANIFEST_INVALID',
    'template.yaml',
    10,
    `${MANIFEST}options:\n  - id: a\n    type: choice\n    about: A\n    default: c\n    choices: [{ value: a, label: A }, { value: b, label: B }]\n`,
    { 'files/a': '' },
  ],
  [
    'a layer listed twice',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}layers:\n  - name: a\n  - name: a\n`,
    { 'layers/a/x': '' },
  ],
  [
    'a flag that asks for an unknown option',
    'MANIFEST_INVALID',
    'template.yaml',
    8,
    `${MANIFEST}flags:\n  a: {}\n  b: { option: { z: true } }\n`,
    { 'files/a': '' },
  ],
  [
    'an alias without its anchor in the manifest',
    'MANIFEST_INVALID',
    'template.yaml',
    7,
    `${MANIFEST}uses:\n  - *x\n`,
    {},
  ],
  [
    'a key that objects cannot have',
    'MANIFEST_INVALID',
    'template.yaml',
    7,
    `${MANIFEST}lists:\n  __proto__: x\n`,
    {},
  ],
  ...variable(
    ['a line break in a text', 'type: boolean', 'about: "a\\nEVIL=1"'],
    ['a line break in an example', 'type: boolean', 'example: "a\\nEVIL=1"'],
    ['a default that is no value', 'type: enum', 'values: [a, b]', 'default: c'],
    ['a value twice', 'type: enum', 'values: [a, a]'],
    ['bounds the wrong way round', 'type: integer', 'min: 2', 'max: 1'],
    ['a default out of bounds', 'type: integer', 'min: 1', 'max: 2', 'default: 3'],
    ['a default of another scheme', 'type: url', "protocols: ['https:']", "default: 'http://a.b'"],
    ['a default that is no address', 'type: url', "protocols: ['https:']", "default: 'https:'"],
    ['a default shorter than allowed', 'type: string', 'minLength: 3', 'default: ab'],
    ['a secret default', 'type: string', 'secret: true', 'default: ab'],
    ['a default beside a generated value', 'type: string', 'generate: { bytes: 16 }', 'default: a'],
    ['an unknown partial', 'type: custom', 'form: F', 'partial: nope'],
  ),
]);

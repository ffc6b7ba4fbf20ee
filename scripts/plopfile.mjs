import fs from 'node:fs';
import path from 'node:path';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KINDS = ['service', 'platform', 'part'];

/** @param {import('plop').NodePlopAPI} plop */
export default function configure(plop) {
  // Nothing here is HTML; and a title in YAML must survive colons and quotes.
  plop.setHelper('yaml', (text) => JSON.stringify(text));
  // Elsewhere in tests, which must not write into the repository.
  const templates = path.resolve(
    process.env['PLINTH_TEMPLATES'] ?? path.join(plop.getPlopfilePath(), '..', 'templates'),
  );
  const folderOf = ({ id, kind }) => path.join(templates, kind === 'part' ? '_shared' : '', id);
  plop.setGenerator('template', {
    description: 'A new template: a platform, a service or a shared part',
    prompts: [
      {
        type: 'input',
        name: 'id',
        message: 'Id (lower-case words joined by hyphens)',
        validate: (id) => ID.test(id) || 'Lower-case words joined by hyphens',
      },
      { type: 'list', name: 'kind', message: 'Kind', choices: KINDS },
      {
        type: 'input',
        name: 'title',
        message: 'Title',
        validate: (text) => text !== '' || 'A title',
      },
      {
        type: 'input',
        name: 'about',
        message: 'What it is, in one sentence',
        validate: (text) => text !== '' || 'A sentence',
      },
    ],
    actions: (answers) => {
      if (!ID.test(answers.id) || !KINDS.includes(answers.kind)) {
        throw new Error(`id: lower-case words joined by hyphens; kind: ${KINDS.join(', ')}`);
      }
      const folder = folderOf(answers);
      if (fs.existsSync(folder)) throw new Error(`${folder} exists`);
      return [
        {
          type: 'addMany',
          destination: folder,
          base: 'template-skeleton',
          templateFiles: 'template-skeleton/**/*.plop',
          stripExtensions: ['plop'],
          globOptions: { dot: true },
        },
        () => `Next: npm run template:check -- ${answers.id}, or its path where it lies elsewhere`,
      ];
    },
  });
}

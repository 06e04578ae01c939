// The import table of CONTRIBUTING.md, checked. A part may import what its row allows, and nothing else of src/.
const MAY_IMPORT = {
  domain: ['domain'],
  language: ['domain', 'language'],
  store: ['domain', 'store'],
  services: ['domain', 'store', 'services'],
  conversations: ['domain', 'language', 'conversations'],
  channels: ['channels'],
  jobs: ['domain', 'services', 'conversations', 'jobs'],
  files: ['domain', 'language', 'files'],
  papers: ['domain', 'language', 'conversations', 'files', 'papers'],
};
// Types only: the verbs a conversation may call, the contract a job sends through, the shape a channel carries.
const MAY_IMPORT_TYPES = { conversations: ['services'], jobs: ['channels'], papers: ['services'] };
const folder = (name) => `^src/${name}/`;

const rows = Object.entries(MAY_IMPORT).flatMap(([part, allowed]) => {
  const types = MAY_IMPORT_TYPES[part] ?? [];
  const anyway = [...allowed, ...types].map(folder);
  if (part === 'channels') anyway.push('^src/conversations/message[.]ts$');
  const rule = {
    name: `${part}-imports`,
    severity: 'error',
    comment: `src/${part} may import ${allowed.join(', ')}${types.length ? ` and types of ${types.join(', ')}` : ''}`,
    from: { path: folder(part) },
    to: { path: '^src/', pathNot: anyway },
  };
  const typesOnly = types.map((of) => ({
    name: `${part}-imports-only-types-of-${of}`,
    severity: 'error',
    from: { path: folder(part) },
    to: { path: folder(of), dependencyTypesNot: ['type-only'] },
  }));
  return [rule, ...typesOnly];
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'sql-lives-in-store',
      severity: 'error',
      from: { pathNot: '^src/(store|cli|main)' },
      to: { path: '^(postgres|drizzle-orm)' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '^src/(domain|language)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...rows,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'types'] },
  },
};

// From node_modules and the pages' own files to what is served: `node frontend.mjs FOLDER`.
// Each file has the fingerprint of its bytes in its name, and lies beside what it is in gzip and in brotli.
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const ROOT = import.meta.dirname;
const read = (path) => readFileSync(path, "utf8");
const files = (pattern) => globSync(pattern, { cwd: ROOT }).map((path) => join(ROOT, path)).sort();
const OWN = files("review_service/pages/static/*.*");

/**
 * KERN's rules for the classes that pages name, whole (`kern-btn`) or as a beginning (`kern-icon--`)
 * of which a word in quotes is the end; all variables stay, for rules of our own to ask for.
 */
async function kern() {
  const pages = files("review_service/{pages,markup,words}/**/*.{html,js,md,py}").map(read);
  const all = pages.join("\n");
  const ends = new Set(all.match(/(?<=["'])[a-z0-9-]+(?=["'])/g));
  const beginnings = new Set(all.match(/\bkern-[a-z0-9_-]*-(?=[${"'])/g));
  const composed = [...beginnings].flatMap((beginning) => [...ends].map((end) => beginning + end));
  const [kept] = await new PurgeCSS().purge({
    content: [...pages, composed.join(" ")].map((raw) => ({ raw, extension: "html" })),
    css: [{ raw: read(join(ROOT, "node_modules/@kern-ux/native/dist/kern.min.css")) }],
    keyframes: true,
    safelist: [/^:is$/, /^:where$/], // such as the page itself is set by
  });
  return kept.css;
}

/** The licences of all that browsers are given. */
function licences() {
  const packages = Object.entries(JSON.parse(read(join(ROOT, "package-lock.json"))).packages);
  const given = packages.filter(([path, { dev }]) => path && !dev);
  return given
    .map(([path, { version }]) => `${path.slice("node_modules/".length)} ${version}\n\n${read(files(`${path}/LICENSE*`)[0])}`)
    .join(`\n${"=".repeat(80)}\n\n`);
}

const MADE = {
  "kern.css": { contents: await kern(), loader: "css" },
  "licences.txt": { contents: licences(), loader: "copy" },
};
const made = {
  name: "made",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(kern\.css|licences\.txt)$/ }, ({ path }) => ({ path, namespace: "made" }));
    onLoad({ filter: /./, namespace: "made" }, ({ path }) => MADE[path]);
  },
};
const { outputFiles, warnings } = await build({
  absWorkingDir: ROOT,
  entryPoints: [...Object.keys(MADE), ...OWN],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: ROOT,
  write: false,
  preserveSymlinks: true, // a name says what is in a file, never where it was made
  bundle: true,
  minify: true,
  charset: "utf8",
  loader: { ".svg": "copy", ".woff2": "file" },
  plugins: [made],
});

if (warnings.length) process.exit(1); // esbuild has said what is wrong

// Made beside its place and put there whole: a service that starts meanwhile finds the old or the new.
const folder = resolve(process.argv[2]);
const fresh = `${folder}.new`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
for (const { path, contents } of outputFiles) {
  const file = join(fresh, basename(path));
  writeFileSync(file, contents);
  if (path.endsWith(".woff2")) continue; // compressed in itself
  writeFileSync(`${file}.gz`, gzipSync(contents, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(contents));
}
const sources = createHash("sha256");
OWN.forEach((path) => sources.update(readFileSync(path)));
writeFileSync(join(fresh, "sources"), sources.digest("hex"));
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);

// Lists what is in the package as a CycloneDX 1.6 document (https://cyclonedx.org/docs/1.6/json/). Nothing in it depends on
// time or place, so that the same sources give the same document.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the package URL of a version: `pkg:npm/%40inquirer/core@12.0.0`. */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** Returns the license as CycloneDX wants it: an SPDX identifier, or an expression such as `(MIT OR CC0-1.0)`. */
const licenseOf = (license) =>
  /[\s()]/.test(license) ? { expression: license } : { license: { id: license } };

/** Returns the checksum of a tarball from its entry in package-lock.json, such as `sha512-…`. */
function hashesOf(integrity = '') {
  const [, base64] = /^sha512-(\S+)/.exec(integrity) ?? [];
  return base64 ? [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] : [];
}

/** `excluded` is CycloneDX for a package that was needed to build, and of which nothing is in the files. */
function componentOf({ name, version, license, integrity, isIncluded }) {
  const purl = purlOf({ name, version });
  const [, group, short] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group && { group }),
    name: short,
    version,
    scope: isIncluded ? 'required' : 'excluded',
    licenses: [licenseOf(license)],
    purl,
    hashes: hashesOf(integrity),
  };
}

/** Returns the SBOM as text. `manifest` is package.json, `packages` is what bundledPackages() found. */
export async function sbomText(root, manifest, packages) {
  const { packages: locked } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const purl = purlOf(manifest);
  const components = packages.map((one) =>
    componentOf({ ...one, integrity: locked[one.lockPath]?.integrity }),
  );
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purl,
        name: manifest.name,
        version: manifest.version,
        description: manifest.description,
        licenses: [licenseOf(manifest.license)],
        purl,
      },
    },
    components,
    dependencies: [{ ref: purl, dependsOn: components.map((component) => component['bom-ref']) }],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

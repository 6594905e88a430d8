// What `npm run docs` begins with: a start page, pages of docs/, and the package's surface.
/**
 * {@include start.md}
 *
 * @document ../../docs/errors.md
 * @document ../../docs/testing.md
 * @document ../../docs/credentials.md
 * @document ../../docs/limits.md
 * @document ../../docs/troubleshooting.md
 * @document ../../docs/cli.md
 * @document ../../docs/installing-the-plugin.md
 * @document ../../docs/upgrading.md
 * @packageDocumentation
 */
export * from "../../provider/index";

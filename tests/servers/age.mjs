// Starts PostgreSQL (PGlite) with Apache AGE, in memory: `node age.mjs PORT`. Says "ready" and runs until it is killed.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// The packages lie under target/, not beside this file.
const require = createRequire(pathToFileURL(process.cwd() + '/target/node/'))
const load = (name) => import(pathToFileURL(require.resolve(name)))
const { PGlite } = await load('@electric-sql/pglite')
const { age } = await load('@electric-sql/pglite-age')
const { PGLiteSocketServer } = await load('@electric-sql/pglite-socket')
const database = await PGlite.create({ extensions: { age } })
await database.exec('CREATE EXTENSION IF NOT EXISTS age')
const server = new PGLiteSocketServer({ db: database, port: Number(process.argv[2]), host: '127.0.0.1' })
await server.start()
console.log('ready')

// Serves the shop until it is ended, and says READY once it answers.
const { bootstrap, JobQueueService } = require('@vendure/core');
const { config } = require('./config');

async function serve() {
  const app = await bootstrap(config);
  await app.get(JobQueueService).start();
  console.log('READY');
}

serve().catch((error) => { console.error(error); process.exit(1); });

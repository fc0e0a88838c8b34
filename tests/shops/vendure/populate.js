// Makes the tables of an empty database and fills them with goods.js; then ends.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { bootstrap, ChannelService, RequestContextService } = require('@vendure/core');
const { importProductsFromCsv, populateInitialData } = require('@vendure/core/cli');
const { config } = require('./config');
const { CURRENCY, csv, initial } = require('./goods');

async function inEuro(app) {
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
  const channels = app.get(ChannelService);
  const { id } = await channels.getDefaultChannel(ctx);
  await channels.update(ctx, {
    id, defaultCurrencyCode: CURRENCY, availableCurrencyCodes: [CURRENCY], pricesIncludeTax: true,
  });
}

async function fill() {
  const app = await bootstrap(config);
  await populateInitialData(app, initial);
  await inEuro(app);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shop-'));
  fs.writeFileSync(path.join(folder, 'goods.csv'), csv);
  const { errors } = await importProductsFromCsv(app, path.join(folder, 'goods.csv'), initial.defaultLanguage);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  fs.rmSync(folder, { recursive: true });
  await app.close();
}

fill().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });

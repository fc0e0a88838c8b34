// What the shop sells, to whom, and how it is paid: as little as a dispute needs. Prices are in euro, with tax.
const { methods } = require('./payments');

exports.CURRENCY = 'EUR';
exports.initial = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [
    { code: 'DE', name: 'Germany', zone: 'Europe' },
    { code: 'FR', name: 'France', zone: 'Europe' },
    { code: 'NL', name: 'Netherlands', zone: 'Europe' },
  ],
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Post', price: 500 }],
  paymentMethods: methods.map((code) => ({ name: code, handler: { code, arguments: [] } })),
  collections: [],
};

const columns = 'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';
const rows = [
  'Kettle,kettle,,,,,,KETTLE,49.90,standard,1000,true,,',
  'Lamp,lamp,,,,,,LAMP,120.00,standard,10000,true,,',
  'Shoes,shoes,,,,size,42,SHOES-42,89.50,standard,1000,true,,',
  ',,,,,,43,SHOES-43,89.50,standard,1000,true,,',
];
exports.csv = [columns, ...rows].join('\n') + '\n';

"""The papers of the demo's evidence: an invoice, a packing note, two exports of chats."""

STYLE = """@page{size:A5;margin:16mm}body{font:9.5pt/1.5 'Liberation Sans','DejaVu Sans',sans-serif;color:#222}
h1{font-size:15pt;margin:0 0 3mm}table{width:100%;border-collapse:collapse;margin:5mm 0}td,th{text-align:left;
padding:1.2mm 1mm;border-bottom:.3pt solid #999}td:last-child,th:last-child{text-align:right}
.small{font-size:8pt;color:#555}"""
INVOICE = """<h1>Invoice R-4711</h1><p>Holzhaus GmbH, Musterhof 3, 10999 Berlin<br>Tax number 29/000/00000 (made up)</p>
<p>To Agnieszka Wójcik, ul. Przykładowa 7 m. 4, 00-001 Warszawa<br>
Ordered on Kiezmarkt. The date of this invoice is that of the delivery.</p>
<table><tr><th>Item</th><th>Pieces</th><th>Price</th></tr>
<tr><td>Table lamp "Alster", stoneware, petrol blue</td><td>1</td><td>80.00 EUR</td></tr>
<tr><td>Linen shade 35 cm</td><td>1</td><td>25.00 EUR</td></tr>
<tr><td>Bulb E27, 6 W, warm white</td><td>4</td><td>20.00 EUR</td></tr>
<tr><td>Freight, insured parcel</td><td></td><td>6.90 EUR</td></tr>
<tr><th>Total, 19 % VAT included</th><th></th><th>131.90 EUR</th></tr></table>
<p>Paid by card with the order. Thank you for buying from us.</p><p class="small">Made for a demonstration.</p>"""
PACKING = """<h1>Packing note</h1><p>Holzhaus GmbH, warehouse, bench 2, lamp for Warszawa, 10:20</p>
<table><tr><th>Checked</th><th>Result</th></tr>
<tr><td>Lamp base, glaze on all sides, under the bench lamp</td><td>whole</td></tr>
<tr><td>Shade, bulbs (4)</td><td>whole</td></tr>
<tr><td>Wrapped in two layers of paper, carton BC 40 x 40 x 60</td><td>yes</td></tr>
<tr><td>Corner boards</td><td>no, out of stock</td></tr>
<tr><td>Handed to carrier, parcel 00340434161094000001</td><td>16:05</td></tr></table>
<p>Packed by J. B., checked by M. S.</p><p class="small">Made for a demonstration.</p>"""
CHAT = """[Tue 18:51] Agnieszka Wójcik: Good evening, the lamp came an hour ago. There is a crack down the base.
[Tue 18:52] Agnieszka Wójcik: One corner of the carton is crushed. The bulbs and the shade are fine.
[Wed 09:14] Holzhaus: Guten Tag, I am sorry. It left us whole, we check every lamp before packing.
[Wed 09:15] Holzhaus: Please write to the carrier, they have to inspect the parcel.
[Wed 12:30] Agnieszka Wójcik: I bought from you, not from the carrier. Żółć gęślą jaźń, please take it back.
[Wed 16:02] Holzhaus: We can give you 20 EUR, and you keep the lamp.
[Wed 16:10] Agnieszka Wójcik: It cannot stand upright safely. That is not enough.
"""
KEY_CHAT = """[السبت 21:05] مريم حسن: مساء الخير، مفتاح اللعبة لا يعمل. تظهر رسالة "تم استخدام هذا المفتاح من قبل".
[السبت 21:06] مريم حسن: اشتريته قبل عشر دقائق فقط ولم أستخدمه.
[الأحد 10:40] Pixelkiosk: Hello Mariam, our log shows that the key was delivered once, to you.
[الأحد 10:58] مريم حسن: أرجو إرسال مفتاح جديد أو إعادة المبلغ.
"""

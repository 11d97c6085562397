"""The words of generated maps, one table a language.

Generated maps have to load shaping, wrapping and matching like real ones, so each language brings
its own words, word order and joiners. Every text is plain-safe in YAML and none names anybody.
"""

# One word a line would hide the tables.
# fmt: off
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """What one language gives to a generated map; `{thing}` in a sentence takes a thing."""

    title: str
    name: str  # how a verb and a thing become the name of a touchpoint
    personas: tuple[str, ...]
    persona_goal: str
    stages: tuple[str, ...]
    goals: tuple[str, ...]
    channels: tuple[str, ...]
    verbs: tuple[str, ...]
    things: tuple[str, ...]
    doing: tuple[str, ...]
    thinking: tuple[str, ...]
    quotes: tuple[str, ...]
    notes: tuple[str, ...]
    pains: tuple[str, ...]
    ideas: tuple[str, ...]
    conditions: tuple[str, ...]
    carried: tuple[str, ...]
    owners: tuple[str, ...]
    systems: tuple[str, ...]
    sources: tuple[str, ...]
    metrics: tuple[str, str, str]


ENGLISH = Words(
    title="From first visit to regular",
    name="{verb} {thing}",
    personas=("Commuter", "Desk worker"),
    persona_goal="Be done before the train leaves",
    stages=("Notice", "Compare", "Order", "Receive", "Use", "Get help", "Come back", "Recommend"),
    goals=("I need this today", "Is it worth it?", "Let me be done quickly", "Make it mine"),
    channels=(
        "Mobile app", "Website", "Store", "Support chat", "E-mail", "Social feed",
        "Phone", "Notification", "Map search", "Text message", "Kiosk", "Delivery",
    ),
    verbs=(
        "Open", "Check", "Choose", "Change", "Confirm", "Compare", "Read", "Save",
        "Share", "Track", "Cancel", "Repeat", "Rate", "Ask about", "Pay for", "Look up",
    ),
    things=(
        "the order", "the basket", "the price", "a pick-up time", "the account", "the address",
        "the invoice", "a reward", "the receipt", "the menu", "a nearby store", "the delivery",
        "the offer", "the card", "the review", "the refund", "the message", "the subscription",
    ),
    doing=(
        "Looks for {thing} and goes back twice",
        "Fills in the form about {thing} again",
        "Taps through to {thing} with one hand",
        "Waits in front of the screen for {thing}",
        "Compares {thing} with what a friend said",
        "Asks somebody nearby about {thing}",
    ),
    thinking=(
        "Why do they need to know that?",
        "That went faster than I thought",
        "I am not sure whether {thing} went through",
        "There must be an easier way to {thing}",
        "I hope this is the last step",
        "Good that {thing} is still there",
    ),
    quotes=(
        "It just said that it did not work.",
        "I had to type everything a second time.",
        "They knew me and that felt good.",
        "I waited and nobody told me for what.",
        "One tap and it was done.",
    ),
    notes=(
        "Four of ten people stop here for {thing}",
        "Agents hear about {thing} every day",
        "Seen in all three test rounds",
        "Rose since the release in spring",
    ),
    pains=(
        "Nobody says what happens to {thing}",
        "The form forgets {thing} on every error",
        "It takes too long until {thing} appears",
        "Two channels show {thing} differently",
        "The button for {thing} is hard to find",
    ),
    ideas=(
        "How might we keep {thing} when the channel changes?",
        "How might we show {thing} before it is asked for?",
        "How might we do without {thing}?",
        "How might we say sooner what happens to {thing}?",
    ),
    conditions=(
        "I have five minutes", "The price is right", "It does not work at once",
        "I want to know more", "Somebody recommended it",
    ),
    carried=("basket", "login", "order number", "history", "address"),
    owners=("Digital", "Payments", "Store operations", "Customer care", "Marketing", "Growth"),
    systems=("CRM", "Order queue", "Wallet", "Ledger", "Mailer", "Identity", "Till"),
    sources=("Interviews", "Diary study", "Web analytics", "Support log", "Usability test"),
    metrics=("Satisfaction", "Abandonment", "Load time"),
)

GERMAN = Words(
    title="Vom ersten Besuch zur Stammkundschaft",
    name="{thing} {verb}",
    personas=("Pendlerin", "Schreibtischmensch"),
    persona_goal="Fertig sein, bevor die Bahn abfährt",
    stages=(
        "Aufmerksamkeit", "Vergleich", "Bestellung", "Empfang", "Nutzung",
        "Unterstützung", "Wiederkehr", "Weiterempfehlung",
    ),
    goals=("Ich brauche das heute", "Lohnt sich das?", "Schnell fertig werden", "So wie immer"),
    channels=(
        "Mobile App", "Internetseite", "Filiale", "Kundenchat", "E-Mail", "Soziales Netz",
        "Telefon", "Mitteilung", "Kartensuche", "Textnachricht", "Terminal", "Lieferung",
    ),
    verbs=(
        "öffnen", "prüfen", "auswählen", "ändern", "bestätigen", "vergleichen", "lesen",
        "speichern", "teilen", "verfolgen", "stornieren", "wiederholen", "bewerten", "bezahlen",
    ),
    things=(
        "Bestellung", "Warenkorb", "Preisübersicht", "Abholzeitpunkt", "Kundenkonto",
        "Lieferadresse", "Rechnungskorrektur", "Prämiengutschein", "Zahlungsbestätigung",
        "Speisekarte", "Filiale in der Nähe", "Lieferung", "Sonderangebot", "Zahlungskarte",
        "Rückerstattung", "Datenschutzeinstellungen", "Nachricht", "Abonnementverlängerung",
    ),
    doing=(
        "Sucht nach {thing} und geht zweimal zurück",
        "Füllt das Formular ein weiteres Mal aus",
        "Tippt sich mit einer Hand bis {thing} durch",
        "Wartet vor dem Bildschirm auf {thing}",
        "Fragt jemanden in der Nähe nach {thing}",
    ),
    thinking=(
        "Wozu wollen die das wissen?",
        "Das ging schneller als gedacht",
        "Ist {thing} jetzt angekommen oder nicht?",
        "Das muss doch einfacher gehen",
        "Hoffentlich ist das der letzte Schritt",
    ),
    quotes=(
        "Da stand nur, dass es nicht geht.",
        "Ich musste alles noch einmal eintippen.",
        "Die kannten mich, das war angenehm.",
        "Ich habe gewartet und niemand sagte worauf.",
    ),
    notes=(
        "Vier von zehn brechen bei {thing} ab",
        "Der Kundendienst hört täglich von {thing}",
        "In allen drei Testrunden beobachtet",
        "Seit der Umstellung im Frühjahr gestiegen",
    ),
    pains=(
        "Niemand sagt, was mit {thing} geschieht",
        "Das Formular vergisst {thing} bei jedem Fehler",
        "Es dauert zu lange, bis {thing} erscheint",
        "Zwei Kanäle zeigen {thing} verschieden an",
    ),
    ideas=(
        "Wie könnten wir {thing} beim Kanalwechsel mitnehmen?",
        "Wie könnten wir {thing} früher zeigen?",
        "Wie kämen wir ohne {thing} aus?",
    ),
    conditions=(
        "Ich habe fünf Minuten", "Der Preis stimmt", "Es klappt nicht sofort",
        "Ich will mehr wissen", "Jemand hat es empfohlen",
    ),
    carried=("Warenkorb", "Anmeldung", "Bestellnummer", "Verlauf", "Adresse"),
    owners=("Digitales", "Zahlungsverkehr", "Filialbetrieb", "Kundendienst", "Marketing"),
    systems=("Kundendatenbank", "Bestellliste", "Geldbörse", "Postversand", "Kasse"),
    sources=("Interviews", "Tagebuchstudie", "Webanalyse", "Supportprotokoll", "Nutzungstest"),
    metrics=("Zufriedenheit", "Abbruchquote", "Ladezeit"),
)

TURKISH = Words(
    title="İlk ziyaretten müdavimliğe",
    name="{thing} {verb}",
    personas=("Yolcu", "Ofis çalışanı"),
    persona_goal="Tren kalkmadan işi bitirmek",
    stages=(
        "Fark etme", "Karşılaştırma", "Sipariş", "Teslim alma", "Kullanım",
        "Yardım", "Geri dönüş", "Tavsiye",
    ),
    goals=("Bugün ihtiyacım var", "Buna değer mi?", "Çabucak bitsin", "Her zamanki gibi olsun"),
    channels=(
        "Mobil uygulama", "İnternet sitesi", "Mağaza", "Destek sohbeti", "E-posta",
        "Sosyal akış", "Telefon", "Bildirim", "Harita araması", "Kısa mesaj", "Kiosk", "Teslimat",
    ),
    verbs=(
        "aç", "kontrol et", "seç", "değiştir", "onayla", "karşılaştır", "oku", "kaydet",
        "paylaş", "izle", "iptal et", "yinele", "değerlendir",
    ),
    things=(
        "siparişi", "sepeti", "fiyatı", "teslim saatini", "hesabı", "adresi", "faturayı",
        "ödülü", "fişi", "menüyü", "yakındaki mağazayı", "teslimatı", "kampanyayı", "kartı",
        "iadeyi", "mesajı", "aboneliği",
    ),
    doing=(
        "Ekranda {thing} arıyor ve iki kez geri dönüyor",
        "Aynı formu yeniden dolduruyor",
        "Tek eliyle {thing} bulmaya çalışıyor",
        "Yanındakine {thing} soruyor",
    ),
    thinking=(
        "Bunu neden bilmek istiyorlar?",
        "Sandığımdan hızlı oldu",
        "Acaba {thing} gördüler mi?",
        "Bunun daha kolay bir yolu olmalı",
    ),
    quotes=(
        "Yalnızca olmadığını söyledi.",
        "Her şeyi ikinci kez yazdım.",
        "Beni tanıdılar, hoşuma gitti.",
        "Bekledim ama kimse neyi beklediğimi söylemedi.",
    ),
    notes=(
        "On kişiden dördü burada bırakıyor",
        "Temsilciler {thing} her gün duyuyor",
        "Üç deneme turunda da görüldü",
    ),
    pains=(
        "Kimse {thing} ne yaptığını söylemiyor",
        "Form her hatada {thing} unutuyor",
        "İki kanal {thing} farklı gösteriyor",
    ),
    ideas=(
        "Kanal değişince {thing} nasıl koruyabiliriz?",
        "İstemeden önce {thing} nasıl gösterebiliriz?",
    ),
    conditions=("Beş dakikam var", "Fiyat uygun", "Hemen olmuyor", "Daha çok bilmek istiyorum"),
    carried=("sepet", "oturum", "sipariş numarası", "geçmiş", "adres"),
    owners=("Dijital", "Ödemeler", "Mağazalar", "Müşteri hizmetleri", "Pazarlama"),
    systems=("Müşteri kaydı", "Sipariş kuyruğu", "Cüzdan", "Posta", "Kasa"),
    sources=("Görüşmeler", "Günlük çalışması", "Site ölçümü", "Destek kaydı"),
    metrics=("Memnuniyet", "Terk oranı", "Yükleme süresi"),
)

PERSIAN = Words(
    title="از نخستین دیدار تا مشتری همیشگی",
    name="{verb} {thing}",
    personas=("مسافر هرروزه", "کارمند دورکار"),
    persona_goal="کار پیش از رسیدن قطار تمام شود",
    stages=("آشنایی", "مقایسه", "سفارش", "دریافت", "استفاده", "پشتیبانی", "بازگشت", "معرفی"),
    goals=("همین امروز لازمش دارم", "می‌ارزد؟", "زود تمام شود", "مثل همیشه باشد"),
    channels=(
        "برنامهٔ همراه", "وب‌گاه", "فروشگاه", "گفت‌وگوی پشتیبانی", "رایانامه",
        "شبکهٔ اجتماعی", "تلفن", "اعلان", "جست‌وجوی نقشه", "پیامک", "کیوسک", "پیک",
    ),
    verbs=(
        "دیدن", "بررسی", "انتخاب", "تغییر", "تأیید", "مقایسهٔ", "خواندن", "ذخیرهٔ",
        "هم‌رسانی", "پیگیری", "لغو", "تکرار", "امتیاز به", "پرداخت",
    ),
    things=(
        "سفارش", "سبد خرید", "قیمت", "زمان تحویل", "حساب کاربری", "نشانی", "صورت‌حساب",
        "جایزه", "رسید", "فهرست نوشیدنی‌ها", "فروشگاه نزدیک", "مرسوله", "پیشنهاد ویژه",
        "کارت بانکی", "بازپرداخت", "پیام", "اشتراک ماهانه",
    ),
    doing=(
        "دنبال {thing} می‌گردد و دو بار برمی‌گردد",
        "فرم {thing} را دوباره پر می‌کند",
        "با یک دست به {thing} می‌رسد",
        "پای صفحه منتظر {thing} می‌ماند",
        "از بغل‌دستی دربارهٔ {thing} می‌پرسد",
    ),
    thinking=(
        "این را برای چه می‌خواهند؟",
        "زودتر از آنچه فکر می‌کردم تمام شد",
        "نمی‌دانم {thing} ثبت شد یا نه",
        "باید راه ساده‌تری باشد",
        "کاش این گام آخر باشد",
    ),
    quotes=(
        "فقط نوشته بود نمی‌شود.",
        "همه چیز را دوباره نوشتم.",
        "مرا می‌شناختند و خوشم آمد.",
        "منتظر ماندم و کسی نگفت منتظر چه.",
    ),
    notes=(
        "از هر ده نفر چهار نفر اینجا رها می‌کنند",
        "کارشناسان هر روز دربارهٔ {thing} می‌شنوند",
        "در هر سه دور آزمون دیده شد",
    ),
    pains=(
        "کسی نمی‌گوید {thing} چه شد",
        "فرم با هر خطا {thing} را از یاد می‌برد",
        "دیدن {thing} بیش از اندازه طول می‌کشد",
        "دو کانال {thing} را دو جور نشان می‌دهند",
    ),
    ideas=(
        "چگونه {thing} را هنگام تغییر کانال نگه داریم؟",
        "چگونه {thing} را زودتر نشان دهیم؟",
        "چگونه بی {thing} کار را پیش ببریم؟",
    ),
    conditions=("پنج دقیقه وقت دارم", "قیمت خوب است", "بار اول نمی‌شود", "کسی معرفی کرده است"),
    carried=("سبد خرید", "ورود", "شمارهٔ سفارش", "پیشینه", "نشانی"),
    owners=("دیجیتال", "پرداخت", "فروشگاه‌ها", "خدمات مشتریان", "بازاریابی"),
    systems=("سامانهٔ مشتریان", "صف سفارش", "کیف پول", "نامه‌رسان", "صندوق"),
    sources=("مصاحبه", "پژوهش خاطره‌نویسی", "آمار وب‌گاه", "گزارش پشتیبانی"),
    metrics=("رضایت", "رهاکردن", "زمان بارگذاری"),
)

ARABIC = Words(
    title="من الزيارة الأولى إلى زبون دائم",
    name="{verb} {thing}",
    personas=("راكب يومي", "موظفة من المنزل"),
    persona_goal="إنهاء الأمر قبل وصول القطار",
    stages=(
        "الانتباه", "المقارنة", "الطلب", "الاستلام", "الاستخدام",
        "المساعدة", "العودة", "التوصية",
    ),
    goals=("أحتاجه اليوم", "هل يستحق ذلك؟", "لأنتهِ بسرعة", "كما أحبه دائمًا"),
    channels=(
        "تطبيق الهاتف", "الموقع", "المتجر", "محادثة الدعم", "البريد الإلكتروني",
        "الشبكة الاجتماعية", "الهاتف", "الإشعار", "بحث الخرائط", "رسالة نصية",
        "الكشك", "التوصيل",
    ),
    verbs=(
        "فتح", "مراجعة", "اختيار", "تغيير", "تأكيد", "مقارنة", "قراءة", "حفظ",
        "مشاركة", "تتبع", "إلغاء", "تكرار", "تقييم", "دفع",
    ),
    things=(
        "الطلب", "سلة المشتريات", "السعر", "موعد الاستلام", "الحساب", "العنوان", "الفاتورة",
        "المكافأة", "الإيصال", "القائمة", "المتجر القريب", "الشحنة", "العرض", "البطاقة",
        "الاسترداد", "الرسالة", "الاشتراك",
    ),
    doing=(
        "يبحث عن {thing} ويعود مرتين",
        "يملأ نموذج {thing} من جديد",
        "يصل إلى {thing} بيد واحدة",
        "ينتظر {thing} أمام الشاشة",
    ),
    thinking=(
        "لماذا يريدون معرفة ذلك؟",
        "كان أسرع مما ظننت",
        "لا أدري هل وصل {thing} أم لا",
        "لا بد من طريقة أسهل",
    ),
    quotes=(
        "قال فقط إن العملية لم تنجح.",
        "كتبت كل شيء مرة ثانية.",
        "عرفوني وهذا أسعدني.",
        "انتظرت ولم يخبرني أحد لماذا.",
    ),
    notes=(
        "أربعة من كل عشرة يتوقفون هنا",
        "يسمع الموظفون عن {thing} كل يوم",
        "ظهر في جولات الاختبار الثلاث",
    ),
    pains=(
        "لا أحد يقول ماذا جرى مع {thing}",
        "ينسى النموذج {thing} عند كل خطأ",
        "يتأخر ظهور {thing} كثيرًا",
        "تعرض قناتان {thing} بشكل مختلف",
    ),
    ideas=(
        "كيف نحافظ على {thing} عند تغيير القناة؟",
        "كيف نعرض {thing} قبل السؤال عنه؟",
    ),
    conditions=("لدي خمس دقائق", "السعر مناسب", "لم ينجح من أول مرة", "أريد معرفة المزيد"),
    carried=("السلة", "تسجيل الدخول", "رقم الطلب", "السجل", "العنوان"),
    owners=("الرقمي", "المدفوعات", "المتاجر", "خدمة العملاء", "التسويق"),
    systems=("نظام العملاء", "قائمة الطلبات", "المحفظة", "البريد", "الصندوق"),
    sources=("مقابلات", "دراسة يوميات", "تحليلات الموقع", "سجل الدعم"),
    metrics=("الرضا", "التخلي", "زمن التحميل"),
)

CHINESE = Words(
    title="从第一次光顾到常客",
    name="{verb}{thing}",
    personas=("通勤者", "居家办公者"),
    persona_goal="在列车到站之前办完",
    stages=("知晓", "比较", "下单", "取货", "使用", "求助", "回访", "推荐"),
    goals=("我今天就需要", "值得吗？", "快点办完", "还是老样子"),
    channels=(
        "手机应用", "网站", "门店", "在线客服", "电子邮件", "社交动态",
        "电话", "推送通知", "地图搜索", "短信", "自助机", "配送",
    ),
    verbs=(
        "打开", "查看", "选择", "修改", "确认", "比较", "阅读", "保存",
        "分享", "跟踪", "取消", "重复", "评价", "支付",
    ),
    things=(
        "订单", "购物车", "价格", "取货时间", "账户", "地址", "发票", "奖励",
        "收据", "菜单", "附近门店", "包裹", "优惠", "银行卡", "退款", "消息", "会员订阅",
    ),
    doing=(
        "寻找{thing}，来回翻了两次",
        "把{thing}的表格又填了一遍",
        "单手点到{thing}",
        "在屏幕前等待{thing}",
        "向旁边的人打听{thing}",
    ),
    thinking=(
        "他们为什么要知道这个？",
        "比我想的快",
        "不知道{thing}有没有成功",
        "应该有更简单的办法",
        "希望这是最后一步",
    ),
    quotes=(
        "它只说不行，没说为什么。",
        "所有东西我又输入了一遍。",
        "他们认得我，感觉很好。",
        "我等着，没人告诉我在等什么。",
    ),
    notes=(
        "十个人里有四个停在{thing}这一步",
        "客服每天都听到{thing}的问题",
        "三轮测试中都出现过",
        "自春季改版以来有所上升",
    ),
    pains=(
        "没有人说明{thing}怎么样了",
        "一出错表格就丢失{thing}",
        "{thing}要等很久才出现",
        "两个渠道显示的{thing}不一样",
    ),
    ideas=(
        "我们怎样在换渠道时保留{thing}？",
        "我们怎样提前显示{thing}？",
        "我们怎样省去{thing}这一步？",
    ),
    conditions=("我有五分钟", "价格合适", "第一次没有成功", "我想了解更多", "有人推荐"),
    carried=("购物车", "登录", "订单号", "历史", "地址"),
    owners=("数字部", "支付部", "门店运营", "客户服务", "市场部"),
    systems=("客户系统", "订单队列", "钱包", "邮件系统", "收银台"),
    sources=("访谈", "日记研究", "网站统计", "客服记录", "可用性测试"),
    metrics=("满意度", "放弃率", "加载时间"),
)

WORDS: Mapping[str, Words] = {
    "en": ENGLISH,
    "fa": PERSIAN,
    "ar": ARABIC,
    "zh": CHINESE,
    "tr": TURKISH,
    "de": GERMAN,
}

"""A real aiogram bot, polling, against the local Telegram."""

import asyncio

from bot.emulator import LocalTelegram


async def test_a_real_bot_echoes(tg: LocalTelegram) -> None:
    # Importing aiogram takes seconds: only this test pays for it.
    from aiogram import Bot, Dispatcher  # noqa: PLC0415
    from aiogram.client.default import DefaultBotProperties  # noqa: PLC0415
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message  # noqa: PLC0415

    rows = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Dalej", callback_data="on")]])
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(f"<b>{message.text}</b>", reply_markup=rows)
        await message.answer_document(BufferedInputFile(b"x", "page.txt"), caption="page")

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        await query.answer("ok")
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"tapped {query.data}")

    server = TelegramAPIServer.from_base(tg.url)
    defaults = DefaultBotProperties(parse_mode="HTML")
    async with Bot(tg.token, session=AiohttpSession(api=server), default=defaults) as bot:
        assert (await bot.get_me()).id == 42
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
        anna = tg.user()
        await anna.say("/start", shows=2)
        assert [message.html for message in anna.messages] == ["/start", "<b>/start</b>", "page"]
        await anna.tap("Dalej")
        assert [message.text for message in anna.messages] == ["/start", "tapped on", "page"]
        assert anna.toasts == ["ok"]
        await dispatcher.stop_polling()
        await polling

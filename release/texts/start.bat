@echo off
rem Community Radar: opens the program in the browser; a button in its menu closes it.
chcp 65001 >nul
title Community Radar
set "RADAR_START=%~f0"
set "RADAR_FOLDER=%~dp0"
set "RADAR_ICON=%~dp0versions\{version}\radar.ico"
cd /d "%~dp0versions\{version}\program"
if errorlevel 1 (
echo ไม่พบโฟลเดอร์ versions\{version} แตกไฟล์ zip ใหม่ทั้งหมด แล้วเปิดไฟล์นี้อีกครั้ง
pause
exit /b 1
)
if not exist "..\shortcut.txt" (
powershell -NoProfile -NonInteractive -Command "{shortcut}"
if errorlevel 1 (echo สร้างทางลัดบนหน้าจอไม่ได้ ครั้งต่อไปเปิดจากไฟล์นี้ได้เหมือนกัน) else (echo สร้างทางลัด "เรดาร์ชุมชน" บนหน้าจอแล้ว)
echo made>"..\shortcut.txt"
)
rem One block: read whole before it runs, so that a newer zip may overwrite this file meanwhile.
(
echo เรดาร์ชุมชนกำลังเปิดในเบราว์เซอร์ ครั้งแรกใช้เวลานานกว่าปกติ
echo เลิกใช้แล้วกด "ปิดโปรแกรม" ในหน้าเว็บ อย่าปิดหน้าต่างนี้ก่อน
{run}
if errorlevel 1 pause
exit /b
)
